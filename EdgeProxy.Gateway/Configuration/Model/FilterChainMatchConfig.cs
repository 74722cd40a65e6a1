namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>FilterChainMatch</c>, as far as the first bytes of a connection decide it.</summary>
public sealed record FilterChainMatchConfig
{
    /// <summary>Every connection.</summary>
    public static FilterChainMatchConfig Any { get; } = new();

    /// <summary>The server names (SNI) in lower case: exact, or <c>*.example.com</c> for every name below it; empty for any.</summary>
    public ValueList<string> ServerNames { get; init; } = new([]);

    /// <summary><c>tls</c> or <c>raw_buffer</c>; empty for both.</summary>
    public string TransportProtocol { get; init; } = "";

    /// <summary>The protocols that the client offers by ALPN, of which one is enough; empty for any.</summary>
    public ValueList<string> ApplicationProtocols { get; init; } = new([]);

    /// <summary>Every combination of conditions that it takes, with "" for any; no two filter chains of a listener may have the same one.</summary>
    public IEnumerable<(string ServerName, string Transport, string Protocol)> Combinations() =>
        ServerNames.DefaultIfEmpty("").SelectMany(name => ApplicationProtocols.DefaultIfEmpty("").Select(protocol => (name, TransportProtocol, protocol)));

    /// <summary>It takes every connection, so that none needs to be looked at.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAny => ServerNames.Count == 0 && TransportProtocol.Length == 0 && ApplicationProtocols.Count == 0;
}
