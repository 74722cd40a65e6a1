namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>FilterChain</c> of HTTP: which connections it takes, and what is done with them.</summary>
public sealed record FilterChainConfig
{
    /// <summary>Its name; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which connections it takes.</summary>
    public FilterChainMatchConfig Match { get; init; } = FilterChainMatchConfig.Any;

    /// <summary>TLS to the clients; null for cleartext.</summary>
    public TlsConfig? Tls { get; init; }

    /// <summary>What is done with the requests.</summary>
    public ConnectionManagerConfig ConnectionManager { get; init; } = new();
}
