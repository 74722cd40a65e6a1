namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>The two ways to send OTLP. Without TLS one port cannot speak both versions of HTTP, so each has its own.</summary>
internal enum OtlpProtocol
{
    /// <summary>HTTP/2.</summary>
    Grpc,

    /// <summary>HTTP/1.1.</summary>
    Http,
}
