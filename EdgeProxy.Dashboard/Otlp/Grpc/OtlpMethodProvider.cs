using System.Buffers;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace EdgeProxy.Dashboard.Otlp.Grpc;

/// <summary>Gives the gRPC server OTLP's three methods, with the request as bytes: nothing is built from it that the stores would not keep.</summary>
internal sealed class OtlpMethodProvider(OtlpAdmission admission) : IServiceMethodProvider<OtlpGrpcService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<OtlpGrpcService> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var signal in OtlpSignal.All)
        {
            var method = new Method<OtlpBody, byte[]>(
                MethodType.Unary,
                signal.GrpcService,
                "Export",
                Marshallers.Create<OtlpBody>((_, _) => throw new NotSupportedException("Requests are only read here."), Read),
                Marshallers.Create<byte[]>(response => response, _ => throw new NotSupportedException("Responses are only written here.")));
            context.AddUnaryMethod(method, [], (service, request, _) => service.Export(signal.Signal, request));
        }
    }

    private OtlpBody Read(DeserializationContext context)
    {
        try
        {
            admission.CheckSize(context.PayloadLength);
            admission.Admit(context.PayloadLength);
        }
        catch (OtlpRefusedException refused)
        {
            throw OtlpGrpcService.Translate(refused);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(context.PayloadLength);
        context.PayloadAsReadOnlySequence().CopyTo(buffer);
        return new OtlpBody(buffer, context.PayloadLength, admission, context.PayloadLength);
    }
}
