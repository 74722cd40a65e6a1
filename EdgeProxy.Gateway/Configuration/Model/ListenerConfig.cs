namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>Listener</c>: an address, and what is done with the connections to it.</summary>
public sealed record ListenerConfig
{
    /// <summary>The name that <c>/listeners</c> shows; each listener has one of its own.</summary>
    public string Name { get; init; } = "listener_0";

    /// <summary>The address to bind; null where <c>ASPNETCORE_URLS</c> or the default (0.0.0.0:30000, or 30443 with TLS) decides.</summary>
    public SocketAddressConfig? Address { get; init; }

    /// <summary>The most client connections at once (<c>envoy.resource_limits.listener.NAME.connection_limit</c>); 0 for no limit.</summary>
    public long MaxConnections { get; init; }

    /// <summary>The filter chains; the one whose match is the most specific takes a connection.</summary>
    public ValueList<FilterChainConfig> FilterChains { get; init; } = [];

    /// <summary>Takes the connections that no other filter chain matches; null closes them.</summary>
    public FilterChainConfig? DefaultFilterChain { get; init; }

    /// <summary>How long the first bytes of a connection may take where they choose the filter chain (<c>listener_filters_timeout</c>); off for ever.</summary>
    public TimeSpan InspectionTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After that time the connection is taken for cleartext instead of closed (<c>continue_on_listener_filters_timeout</c>).</summary>
    public bool ContinuesOnInspectionTimeout { get; init; }

    /// <summary>All filter chains, the default one last.</summary>
    public IEnumerable<FilterChainConfig> AllFilterChains() => DefaultFilterChain is null ? FilterChains : FilterChains.Append(DefaultFilterChain);

    /// <summary>Some connections to it are encrypted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasTls => AllFilterChains().Any(chain => chain.Tls is not null);

    /// <summary>A listener of one filter chain, which takes every connection.</summary>
    /// <param name="manager">What is done with its requests.</param>
    /// <param name="tls">TLS to the clients; null for cleartext.</param>
    public static ListenerConfig Of(ConnectionManagerConfig manager, TlsConfig? tls = null) =>
        new() { FilterChains = [new FilterChainConfig { ConnectionManager = manager, Tls = tls }] };

    /// <summary>The same listener with other connection managers.</summary>
    public ListenerConfig WithManagers(Func<ConnectionManagerConfig, ConnectionManagerConfig> change) => this with
    {
        FilterChains = [.. FilterChains.Select(chain => chain with { ConnectionManager = change(chain.ConnectionManager) })],
        DefaultFilterChain = DefaultFilterChain is { } last ? last with { ConnectionManager = change(last.ConnectionManager) } : null,
    };
}
