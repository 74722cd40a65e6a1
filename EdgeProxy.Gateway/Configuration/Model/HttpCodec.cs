namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>codec_type</c>: which versions of HTTP clients may speak.</summary>
public enum HttpCodec
{
    /// <summary>HTTP/1.1 or HTTP/2, by ALPN or by the first bytes.</summary>
    Auto,

    /// <summary>HTTP/1.1 alone.</summary>
    Http1,

    /// <summary>HTTP/2 alone.</summary>
    Http2,
}
