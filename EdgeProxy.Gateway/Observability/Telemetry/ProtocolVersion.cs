namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>The value of <c>network.protocol.version</c>.</summary>
internal static class ProtocolVersion
{
    public static string Of(string protocol) => HttpProtocol.IsHttp2(protocol) ? "2" : HttpProtocol.IsHttp11(protocol) ? "1.1" : "1.0";
}
