using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf;
using Grpc.Core;

namespace EdgeProxy.Dashboard.Otlp.Grpc;

/// <summary>OTLP/gRPC: hands a request's bytes on and turns a refusal into gRPC's status.</summary>
internal sealed class OtlpGrpcService(OtlpReceiver receiver)
{
    /// <summary>The trailer that carries <c>google.rpc.Status</c> (gRPC, "Richer error model").</summary>
    public const string StatusDetailsTrailer = "grpc-status-details-bin";

    private static readonly Task<byte[]> Success = Task.FromResult<byte[]>([]);

    /// <summary><c>Export</c> of all three services. The response of full success is empty: <c>partial_success</c> stays unset (OTLP, "Full Success").</summary>
    public Task<byte[]> Export(TelemetrySignals signal, OtlpBody request)
    {
        using (request)
        {
            try
            {
                return receiver.Receive(signal, request.Bytes) is { } partial ? Task.FromResult(partial.ToByteArray()) : Success;
            }
            catch (OtlpRefusedException refused)
            {
                throw Translate(refused);
            }
        }
    }

    /// <summary>The gRPC error for a refusal, with its details.</summary>
    public static RpcException Translate(OtlpRefusedException refused)
    {
        var code = refused.Refusal switch
        {
            OtlpRefusal.BadData => StatusCode.InvalidArgument,
            OtlpRefusal.TooLarge => StatusCode.ResourceExhausted,
            OtlpRefusal.Overloaded => StatusCode.Unavailable,
            OtlpRefusal.ForeignHost => StatusCode.PermissionDenied,
            OtlpRefusal.Unauthenticated => StatusCode.Unauthenticated,
            OtlpRefusal.Failed => StatusCode.Internal,
            _ => StatusCode.Unimplemented,
        };
        var trailers = new Metadata { { StatusDetailsTrailer, OtlpResponses.StatusFor(refused, (int)code).ToByteArray() } };
        return new RpcException(new Status(code, refused.Message), trailers);
    }
}
