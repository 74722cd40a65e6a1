namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>Cluster</c>.</summary>
public sealed record ClusterConfig
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How hosts are found.</summary>
    public ClusterDiscovery Discovery { get; init; } = ClusterDiscovery.StrictDns;

    /// <summary>The endpoints of its <c>load_assignment</c>.</summary>
    public ValueList<EndpointConfig> Endpoints { get; init; } = [];

    /// <summary>How long making a connection may take, more than 0.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(0.25);

    /// <summary>How a host is picked.</summary>
    public LbPolicy LbPolicy { get; init; } = LbPolicy.RoundRobin;

    /// <summary>How many hosts <see cref="LbPolicy.LeastRequest"/> compares (<c>choice_count</c>), 2 or more.</summary>
    public int LeastRequestChoices { get; init; } = 2;

    /// <summary>The least number of entries of the ring (<c>minimum_ring_size</c>), 1 to 8,388,608.</summary>
    public int MinimumRingSize { get; init; } = 1024;

    /// <summary>The size of the table of <see cref="LbPolicy.Maglev"/> (<c>table_size</c>), a prime number up to 5,000,011.</summary>
    public int MaglevTableSize { get; init; } = 65537;

    /// <summary>The pause between two resolutions (<c>dns_refresh_rate</c>), 1 ms or more.</summary>
    public TimeSpan DnsRefreshRate { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Asks for IPv6 as well, where it gives addresses and IPv4 does not (<c>AUTO</c>); IPv4 alone otherwise.</summary>
    public DnsLookupFamily DnsLookupFamily { get; init; } = DnsLookupFamily.V4Only;

    /// <summary>Speaks HTTP/2 to the hosts (<c>http2_protocol_options</c>).</summary>
    public bool Http2 { get; init; }

    /// <summary>TLS to the hosts; null for cleartext.</summary>
    public UpstreamTlsConfig? Tls { get; init; }

    /// <summary>How long an unused connection is kept (<c>common_http_protocol_options.idle_timeout</c>).</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The limits of the default priority.</summary>
    public CircuitBreakersConfig CircuitBreakers { get; init; } = new();

    /// <summary>Active health checks; a host is healthy when all of them say so.</summary>
    public ValueList<HealthCheckConfig> HealthChecks { get; init; } = [];

    /// <summary>Ejection of hosts that fail; null for none.</summary>
    public OutlierDetectionConfig? OutlierDetection { get; init; }

    /// <summary>Below this share of healthy hosts, in percent, all are used (<c>healthy_panic_threshold</c>); 0 turns panic off.</summary>
    public double HealthyPanicThreshold { get; init; } = 50;
}
