using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads <c>ReverseProxy:Clusters:NAME</c>.</summary>
internal static class ClusterSection
{
    /// <summary>The gateway's own names, YARP's where they differ, and Envoy's.</summary>
    private static readonly (string Name, LbPolicy Policy)[] LbPolicies =
    [
        .. Enum.GetValues<LbPolicy>().Select(policy => (policy.ToString(), policy)),
        ("LeastRequests", LbPolicy.LeastRequest), ("PowerOfTwoChoices", LbPolicy.LeastRequest),
        .. EnvoyNames<LbPolicy>.All.Where(policy => policy.Key.Contains('_', StringComparison.Ordinal)).Select(policy => (policy.Key, policy.Value)),
    ];

    public static ClusterConfig Read(SectionReader section)
    {
        var defaults = new ClusterConfig { Name = section.Key };
        var request = section.GetSection("HttpRequest");
        var client = section.GetSection("HttpClient");
        var destinations = section.GetSection("Destinations");
        var tls = false;
        var endpoints = destinations.Children.Select(destination => Endpoint(destination, ref tls)).OfType<EndpointConfig>().ToList();
        var cluster = defaults with
        {
            Discovery = section.GetChoice("Discovery", defaults.Discovery),
            Endpoints = [.. endpoints],
            ConnectTimeout = section.GetDuration("ConnectTimeout", defaults.ConnectTimeout),
            LbPolicy = section.GetChoice("LoadBalancingPolicy", LbPolicies),
            LeastRequestChoices = section.GetNumber("LeastRequestChoices", defaults.LeastRequestChoices, 2, 100),
            MinimumRingSize = section.GetNumber("MinimumRingSize", defaults.MinimumRingSize, 1, 8_388_608),
            DnsRefreshRate = section.GetDuration("DnsRefreshRate", defaults.DnsRefreshRate),
            DnsLookupFamily = section.GetChoice("DnsLookupFamily", defaults.DnsLookupFamily),
            Http2 = IsHttp2(request),
            Tls = Tls(client, tls),
            IdleTimeout = section.GetDuration("IdleTimeout", defaults.IdleTimeout),
            HealthyPanicThreshold = section.GetPercent("HealthyPanicThreshold", defaults.HealthyPanicThreshold),
            CircuitBreakers = CircuitBreakers(section.GetSection("CircuitBreakers")),
            HealthChecks = HealthChecks(section.GetSection("HealthCheck").GetSection("Active")),
            OutlierDetection = Outliers(section.GetSection("OutlierDetection"), section.GetSection("HealthCheck").GetSection("Passive")),
        };
        section.GetSection("Metadata");
        request.ReportUnknownKeys();
        client.ReportUnknownKeys();
        section.ReportUnknownKeys();
        return cluster;
    }

    private static EndpointConfig? Endpoint(SectionReader section, ref bool tls)
    {
        var text = section.GetString("Address");
        section.Refuse("Host", "'HostRewrite' and 'AutoHostRewrite' of a route set the Host that is sent.");
        section.GetSection("Metadata");
        var weight = section.GetNumber("Weight", 1, 1, 1_000_000);
        var health = section.GetString("Health");
        section.ReportUnknownKeys();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            section.AddError("Address", $"'{text}' is not an address; 'http://host:port' and 'https://host:port' are.");
            return null;
        }

        tls |= address.Scheme == "https";
        return new EndpointConfig(address.IdnHost, address.Port)
        {
            Weight = weight,
            HealthCheckPort = Uri.TryCreate(health, UriKind.Absolute, out var probe) ? probe.Port : null,
        };
    }

    private static bool IsHttp2(SectionReader request)
    {
        request.GetChoice("VersionPolicy", ("RequestVersionExact", true));
        return request.GetChoice("Version", ("1.1", false), ("2", true), ("1", false), ("2.0", true));
    }

    private static UpstreamTlsConfig? Tls(SectionReader client, bool isHttps)
    {
        var sni = client.GetString("Sni");
        var authority = client.GetString("TrustedCaFile");
        return isHttps ? new UpstreamTlsConfig
        {
            Sni = sni,
            Validation = authority is null ? null : new CertificateValidationConfig { TrustedCa = new PemConfig(authority, null), ChecksServerName = true },
        } : null;
    }

    private static CircuitBreakersConfig CircuitBreakers(SectionReader section)
    {
        var defaults = new CircuitBreakersConfig();
        var breakers = new CircuitBreakersConfig
        {
            MaxConnections = section.GetNumber("MaxConnections", defaults.MaxConnections, 1),
            MaxPendingRequests = section.GetNumber("MaxPendingRequests", defaults.MaxPendingRequests, 0),
            MaxRequests = section.GetNumber("MaxRequests", defaults.MaxRequests, 0),
            MaxRetries = section.GetNumber("MaxRetries", defaults.MaxRetries, 0),
            RetryBudgetPercent = section.GetOptionalPercent("RetryBudgetPercent"),
            MinRetryConcurrency = section.GetNumber("MinRetryConcurrency", defaults.MinRetryConcurrency, 0),
        };
        section.ReportUnknownKeys();
        return breakers;
    }

    private static ValueList<HealthCheckConfig> HealthChecks(SectionReader section)
    {
        var defaults = new HealthCheckConfig();
        var check = new HealthCheckConfig
        {
            Kind = section.GetChoice("Kind", defaults.Kind),
            Path = section.GetString("Path", defaults.Path) + section.GetString("Query"),
            Host = section.GetString("Host", defaults.Host),
            GrpcService = section.GetString("GrpcService", defaults.GrpcService),
            Timeout = section.GetDuration("Timeout", defaults.Timeout),
            Interval = section.GetDuration("Interval", defaults.Interval),
            UnhealthyThreshold = section.GetNumber("UnhealthyThreshold", defaults.UnhealthyThreshold, 1),
            HealthyThreshold = section.GetNumber("HealthyThreshold", defaults.HealthyThreshold, 1),
        };
        var isOn = section.GetBoolean("Enabled", fallback: section.Exists);
        section.GetChoice("Policy", ("ConsecutiveFailures", true));
        section.ReportUnknownKeys();
        return isOn ? [check] : [];
    }

    private static OutlierDetectionConfig? Outliers(SectionReader section, SectionReader passive)
    {
        var defaults = new OutlierDetectionConfig();
        var isPassive = passive.GetBoolean("Enabled", fallback: false);
        passive.Refuse("Policy", "'OutlierDetection' of the cluster says when a host is ejected.");
        var outliers = new OutlierDetectionConfig
        {
            Consecutive5xx = section.GetNumber("Consecutive5xx", defaults.Consecutive5xx, 0),
            ConsecutiveGatewayFailure = section.GetNumber("ConsecutiveGatewayFailure", defaults.ConsecutiveGatewayFailure, 0),
            Interval = section.GetDuration("Interval", defaults.Interval),
            BaseEjectionTime = section.GetDuration("BaseEjectionTime", passive.GetDuration("ReactivationPeriod", defaults.BaseEjectionTime)),
            MaxEjectionTime = section.GetDuration("MaxEjectionTime", defaults.MaxEjectionTime),
            MaxEjectionPercent = section.GetPercent("MaxEjectionPercent", defaults.MaxEjectionPercent),
        };
        var isOn = section.GetBoolean("Enabled", fallback: section.Exists || isPassive);
        section.ReportUnknownKeys();
        passive.ReportUnknownKeys();
        return isOn ? outliers : null;
    }
}
