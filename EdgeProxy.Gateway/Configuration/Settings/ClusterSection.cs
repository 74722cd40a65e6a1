using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads <c>ReverseProxy:Clusters:NAME</c>.</summary>
internal static class ClusterSection
{
    public static ClusterConfig Read(SectionReader section)
    {
        var defaults = new ClusterConfig { Name = section.Key };
        var request = section.Section("HttpRequest");
        var client = section.Section("HttpClient");
        var destinations = section.Section("Destinations");
        var tls = false;
        var endpoints = destinations.Children.Select(destination => Endpoint(destination, ref tls)).OfType<EndpointConfig>().ToList();
        var cluster = defaults with
        {
            Discovery = section.Choice("Discovery", defaults.Discovery),
            Endpoints = [.. endpoints],
            ConnectTimeout = section.Time("ConnectTimeout", defaults.ConnectTimeout),
            LbPolicy = section.Choice(
                "LoadBalancingPolicy",
                ("RoundRobin", LbPolicy.RoundRobin), ("LeastRequests", LbPolicy.LeastRequest), ("PowerOfTwoChoices", LbPolicy.LeastRequest),
                ("Random", LbPolicy.Random), ("RingHash", LbPolicy.RingHash), ("ROUND_ROBIN", LbPolicy.RoundRobin),
                ("LEAST_REQUEST", LbPolicy.LeastRequest), ("RING_HASH", LbPolicy.RingHash)),
            LeastRequestChoices = section.Number("LeastRequestChoices", defaults.LeastRequestChoices, 2, 100),
            MinimumRingSize = section.Number("MinimumRingSize", defaults.MinimumRingSize, 1, 8_388_608),
            DnsRefreshRate = section.Time("DnsRefreshRate", defaults.DnsRefreshRate),
            DnsLookupFamily = section.Choice("DnsLookupFamily", defaults.DnsLookupFamily),
            Http2 = IsHttp2(request),
            Tls = Tls(client, tls),
            IdleTimeout = section.Time("IdleTimeout", defaults.IdleTimeout),
            HealthyPanicThreshold = section.Percent("HealthyPanicThreshold", defaults.HealthyPanicThreshold),
            CircuitBreakers = CircuitBreakers(section.Section("CircuitBreakers")),
            HealthChecks = HealthChecks(section.Section("HealthCheck").Section("Active")),
            OutlierDetection = Outliers(section.Section("OutlierDetection"), section.Section("HealthCheck").Section("Passive")),
        };
        section.Section("Metadata");
        request.End();
        client.End();
        section.End();
        return cluster;
    }

    private static EndpointConfig? Endpoint(SectionReader section, ref bool tls)
    {
        var text = section.Text("Address");
        section.Text("Host");
        section.Section("Metadata");
        var weight = section.Number("Weight", 1, 1, 1_000_000);
        var health = section.Text("Health");
        section.End();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            section.Fail("Address", $"'{text}' is not an address; 'http://host:port' and 'https://host:port' are.");
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
        request.Text("VersionPolicy");
        return request.Choice("Version", ("1.1", false), ("2", true), ("1", false), ("2.0", true));
    }

    private static UpstreamTlsConfig? Tls(SectionReader client, bool isHttps)
    {
        var sni = client.Text("Sni");
        var authority = client.Text("TrustedCaFile");
        return isHttps ? new UpstreamTlsConfig { Sni = sni, TrustedCaFile = authority } : null;
    }

    private static CircuitBreakersConfig CircuitBreakers(SectionReader section)
    {
        var defaults = new CircuitBreakersConfig();
        var breakers = new CircuitBreakersConfig
        {
            MaxConnections = section.Number("MaxConnections", defaults.MaxConnections, 1),
            MaxPendingRequests = section.Number("MaxPendingRequests", defaults.MaxPendingRequests, 0),
            MaxRequests = section.Number("MaxRequests", defaults.MaxRequests, 0),
            MaxRetries = section.Number("MaxRetries", defaults.MaxRetries, 0),
            RetryBudgetPercent = section.OptionalPercent("RetryBudgetPercent"),
            MinRetryConcurrency = section.Number("MinRetryConcurrency", defaults.MinRetryConcurrency, 0),
        };
        section.End();
        return breakers;
    }

    private static ValueList<HealthCheckConfig> HealthChecks(SectionReader section)
    {
        var defaults = new HealthCheckConfig();
        var check = new HealthCheckConfig
        {
            Kind = section.Choice("Kind", defaults.Kind),
            Path = section.Text("Path", defaults.Path),
            Host = section.Text("Host", defaults.Host),
            GrpcService = section.Text("GrpcService", defaults.GrpcService),
            Timeout = section.Time("Timeout", defaults.Timeout),
            Interval = section.Time("Interval", defaults.Interval),
            UnhealthyThreshold = section.Number("UnhealthyThreshold", defaults.UnhealthyThreshold, 1),
            HealthyThreshold = section.Number("HealthyThreshold", defaults.HealthyThreshold, 1),
        };
        var isOn = section.Flag("Enabled", fallback: section.Exists);
        section.Text("Policy");
        section.Text("Query");
        section.End();
        return isOn ? [check] : [];
    }

    private static OutlierDetectionConfig? Outliers(SectionReader section, SectionReader passive)
    {
        var defaults = new OutlierDetectionConfig();
        var isPassive = passive.Flag("Enabled", fallback: false);
        passive.Text("Policy");
        var outliers = new OutlierDetectionConfig
        {
            Consecutive5xx = section.Number("Consecutive5xx", defaults.Consecutive5xx, 0),
            ConsecutiveGatewayFailure = section.Number("ConsecutiveGatewayFailure", defaults.ConsecutiveGatewayFailure, 0),
            Interval = section.Time("Interval", defaults.Interval),
            BaseEjectionTime = section.Time("BaseEjectionTime", passive.Time("ReactivationPeriod", defaults.BaseEjectionTime)),
            MaxEjectionTime = section.Time("MaxEjectionTime", defaults.MaxEjectionTime),
            MaxEjectionPercent = section.Percent("MaxEjectionPercent", defaults.MaxEjectionPercent),
        };
        var isOn = section.Flag("Enabled", fallback: section.Exists || isPassive);
        section.End();
        passive.End();
        return isOn ? outliers : null;
    }
}
