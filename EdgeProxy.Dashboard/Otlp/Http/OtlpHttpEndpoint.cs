using EdgeProxy.Dashboard.Otlp.Json;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Otlp.Http;

/// <summary>OTLP/HTTP: protobuf and JSON on one path, told apart by the content type, answered in the request's type.</summary>
internal sealed class OtlpHttpEndpoint(OtlpReceiver receiver, OtlpBodyReader bodies)
{
    /// <summary>Handles a request for <paramref name="signal"/>, whatever its method.</summary>
    public async Task HandleAsync(HttpContext context, OtlpSignal signal)
    {
        try
        {
            if (!HttpMethods.IsPost(context.Request.Method))
                throw new OtlpRefusedException(OtlpRefusal.WrongMethod, $"The method {context.Request.Method} is not allowed on {signal.HttpPath}. Allowed: POST.");
            var type = OtlpContentType.Of(context.Request);
            using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
            var response = Receive(signal, type, body);
            await OtlpHttpResponse.WriteAsync(context.Response, StatusCodes.Status200OK, type, response);
        }
        catch (OtlpRefusedException refused)
        {
            await OtlpHttpResponse.WriteAsync(context, refused);
        }
    }

    private IMessage? Receive(OtlpSignal signal, OtlpContentType type, OtlpBody body)
    {
        if (!type.IsJson)
            return receiver.Receive(signal.Signal, body.Bytes);
        try
        {
            var protobuf = OtlpJsonReader.Read(body.Bytes.Span, signal.Request);
            return receiver.Receive(signal.Signal, protobuf.Buffer.AsMemory(0, protobuf.Length));
        }
        catch (Wire.MalformedPayloadException e)
        {
            throw new OtlpRefusedException(OtlpRefusal.BadData, e.Message);
        }
    }
}
