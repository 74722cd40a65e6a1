namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>Http2ProtocolOptions</c>, as far as the server supports it.</summary>
public sealed record Http2Config
{
    /// <summary>The most streams at once on one connection.</summary>
    public int MaxConcurrentStreams { get; init; } = 1024;

    /// <summary>The flow control window of a stream in bytes, 65,535 to 2^31-1.</summary>
    public int InitialStreamWindowSize { get; init; } = 768 * 1024;

    /// <summary>The flow control window of a connection in bytes, 65,535 to 2^31-1.</summary>
    public int InitialConnectionWindowSize { get; init; } = 1024 * 1024;
}
