using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>What comes of <c>full.yaml</c>, which has every field that is done.</summary>
public sealed class ReadsEverythingTests
{
    private readonly GatewayConfig _config = EnvoyFile.Read("full.yaml");

    private VirtualHostConfig Host => Manager.VirtualHosts[0];

    private ConnectionManagerConfig Manager => Assert.Single(Assert.Single(_config.Listeners).FilterChains).ConnectionManager;

    private CorsConfig Cors => Assert.IsType<CorsConfig>(Assert.Single(Host.Filters).Settings);

    [Fact]
    public void TheConnectionManager()
    {
        var listener = Manager;
        Assert.Equal("public", _config.Listeners[0].Name);
        Assert.Equal(new SocketAddressConfig("127.0.0.1", 8443), _config.Listeners[0].Address);
        Assert.Equal("public", listener.StatPrefix);
        Assert.Equal("front", listener.ServerName);
        Assert.True(listener.UseRemoteAddress);
        Assert.Equal(1, listener.XffNumTrustedHops);
        Assert.True(listener.NormalizePath && listener.MergeSlashes && listener.PreserveExternalRequestId && listener.AllowWebSockets);
        Assert.False(listener.GenerateRequestId);
        Assert.Equal(EscapedSlashesAction.UnescapeAndRedirect, listener.EscapedSlashes);
        Assert.Equal(UnderscoreHeadersAction.RejectRequest, listener.HeadersWithUnderscores);
        Assert.Equal((60d, 300d, 600d), (listener.StreamIdleTimeout.TotalSeconds, listener.RequestTimeout.TotalSeconds, listener.IdleTimeout.TotalSeconds));
        Assert.Equal((96, 200), (listener.MaxRequestHeadersKb, listener.MaxRequestHeadersCount));
        Assert.Equal((10_000L, 50_000L), (_config.Listeners[0].MaxConnections, _config.MaxConnections));
        Assert.Equal(new Http2Config { MaxConcurrentStreams = 100, InitialStreamWindowSize = 65536, InitialConnectionWindowSize = 1048576 }, listener.Http2);
    }

    [Fact]
    public void TheAccessLogs()
    {
        Assert.Collection(
            Manager.AccessLogs,
            file =>
            {
                Assert.True(file.Json);
                Assert.Equal("/tmp/edge-access.log", file.Path);
                Assert.Equal("%START_TIME%", file.JsonFormat!.Single(field => field.Key == "startTime").Format);
            },
            console => Assert.Equal("/dev/stdout", console.Path));
    }

    [Fact]
    public void TheVirtualHost()
    {
        Assert.Equal(["api.example.com", "*.api.example.com", "api.*"], Host.Domains);
        Assert.True(Host.RequireTls);
        Assert.Equal((RetryConditions.ConnectFailure, 2), (Host.RetryPolicy!.On, Host.RetryPolicy.NumRetries));
        Assert.Equal(new HeaderValueConfig("x-host", "api", HeaderAppendAction.AddIfAbsent), Assert.Single(Host.HeaderChanges.ResponseHeadersToAdd));
        Assert.Equal(new HeaderValueConfig("x-edge", "yes"), Assert.Single(Manager.HeaderChanges.RequestHeadersToAdd));
        Assert.Equal(["x-internal"], Manager.HeaderChanges.ResponseHeadersToRemove);
        Assert.Equal(["https://app.example.com"], Cors.AllowOrigins);
        Assert.Equal(["GET", "POST"], Cors.AllowMethods);
        Assert.Equal((TimeSpan.FromDays(1), true), (Cors.MaxAge, Cors.AllowCredentials));
    }

    [Fact]
    public void TheConditionsOfARoute()
    {
        var match = Host.Routes[0].Match;
        Assert.Equal((PathMatchKind.Exact, "/v1/health", false), (match.PathKind, match.Path, match.CaseSensitive));
        Assert.Equal(
            [
                ValueMatchKind.Exact, ValueMatchKind.Prefix, ValueMatchKind.Suffix, ValueMatchKind.Contains, ValueMatchKind.Regex,
                ValueMatchKind.Range, ValueMatchKind.Present, ValueMatchKind.Present, ValueMatchKind.Prefix,
            ],
            match.Headers.Select(header => header.Kind));
        Assert.Equal((1, 10), (match.Headers[5].RangeStart, match.Headers[5].RangeEnd));
        Assert.True(match.Headers[7].Invert);
        Assert.Equal((true, true, "Ab"), (match.Headers[8].IgnoreCase, match.Headers[8].TreatMissingAsEmpty, match.Headers[8].Value));
        Assert.Equal([ValueMatchKind.Exact, ValueMatchKind.Present], match.QueryParameters.Select(parameter => parameter.Kind));
        Assert.Equal(new DirectResponseConfig { Status = 200, Body = "fine" }, Host.Routes[0].Action);
    }

    [Fact]
    public void TheRedirect()
    {
        Assert.Equal(PathMatchKind.PathSeparatedPrefix, Host.Routes[1].Match.PathKind);
        Assert.Equal(
            new RedirectActionConfig { HttpsRedirect = true, Host = "new.example.com", Port = 8443, PrefixRewrite = "/v2", StripQuery = true, Status = 308 },
            Host.Routes[1].Action);
    }

    [Fact]
    public void TheWeightedRoute()
    {
        var route = Host.Routes[2];
        Assert.Equal((PathMatchKind.Regex, "/items/([0-9]+)/?", true), (route.Match.PathKind, route.Match.Path, route.Match.GrpcOnly));
        var action = Assert.IsType<ForwardActionConfig>(route.Action);
        Assert.Equal([("blue", 90), ("green", 10)], action.Clusters.Select(cluster => (cluster.Name, cluster.Weight)));
        Assert.Equal(["x-old"], action.Clusters[1].HeaderChanges.RequestHeadersToRemove);
        Assert.Equal(new RegexRewriteConfig("^/items/([0-9]+)/?$", @"/item?id=\1"), action.RegexRewrite);
        Assert.Equal(Timeout.InfiniteTimeSpan, action.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), action.IdleTimeout);
        Assert.False(action.AllowWebSockets);
        Assert.Equal(
            [HashPolicyKind.Header, HashPolicyKind.Cookie, HashPolicyKind.QueryParameter, HashPolicyKind.SourceIp],
            action.HashPolicies.Select(policy => policy.Kind));
        Assert.Equal(RetryConditions.ServerError | RetryConditions.RetriableStatusCodes | RetryConditions.GrpcUnavailable, action.RetryPolicy!.On);
        Assert.Equal([429], action.RetryPolicy.RetriableStatusCodes);
        Assert.Equal((0.1, 2d), (action.RetryPolicy.BackOffBase.TotalSeconds, action.RetryPolicy.BackOffMax.TotalSeconds));
        Assert.Equal(HeaderAppendAction.OverwriteIfExistsOrAdd, Assert.Single(route.HeaderChanges.RequestHeadersToAdd).Action);
    }

    [Fact]
    public void ThePlainRoute()
    {
        Assert.Equal(250_000, Host.Routes[3].Match.FractionPerMillion);
        var action = Assert.IsType<ForwardActionConfig>(Host.Routes[3].Action);
        Assert.Equal(("/api/", "blue.internal", 404), (action.PrefixRewrite, action.HostRewrite, action.ClusterNotFoundStatus));
    }

    [Fact]
    public void TheStaticCluster()
    {
        var blue = _config.Clusters[0];
        Assert.Equal((ClusterDiscovery.Static, LbPolicy.RingHash, 2048, 5d), (blue.Discovery, blue.LbPolicy, blue.MinimumRingSize, blue.ConnectTimeout.TotalSeconds));
        Assert.Equal([new EndpointConfig("127.0.0.1", 9001) { Weight = 3, HealthCheckPort = 9101 }, new EndpointConfig("127.0.0.2", 9001)], blue.Endpoints);
        Assert.Equal(new CircuitBreakersConfig { MaxConnections = 10, MaxPendingRequests = 20, MaxRequests = 30, MaxRetries = 4 }, blue.CircuitBreakers);
        var check = Assert.Single(blue.HealthChecks);
        Assert.Equal(("/healthz", "blue.internal", 4, 1), (check.Path, check.Host, check.UnhealthyThreshold, check.HealthyThreshold));
        Assert.Equal([(200, 300)], check.ExpectedStatuses);
        Assert.Equal((7, 3, 40d), (blue.OutlierDetection!.Consecutive5xx, blue.OutlierDetection.ConsecutiveGatewayFailure, blue.OutlierDetection.MaxEjectionPercent));
        Assert.Equal(0, blue.HealthyPanicThreshold);
    }

    [Fact]
    public void TheClusterWithTlsAndHttp2()
    {
        var green = _config.Clusters[1];
        Assert.Equal((ClusterDiscovery.LogicalDns, LbPolicy.LeastRequest, 3, true), (green.Discovery, green.LbPolicy, green.LeastRequestChoices, green.Http2));
        Assert.Equal((30d, 10d, DnsLookupFamily.Auto), (green.DnsRefreshRate.TotalSeconds, green.IdleTimeout.TotalSeconds, green.DnsLookupFamily));
        Assert.Equal(new UpstreamTlsConfig { Sni = "green.internal", Validation = new CertificateValidationConfig { TrustedCa = new PemConfig("/etc/ssl/certs/ca-certificates.crt", null) } }, green.Tls);
    }

    [Fact]
    public void WhatIsIgnoredWithAWarning()
    {
        var warnings = EnvoyConfigReader.Read(EnvoyFile.Text("full.yaml"), "full.yaml").Warnings;
        Assert.Equal(
            [
                "static_resources.clusters[0].circuit_breakers.thresholds[1].priority",
                "static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[3].match.runtime_fraction.runtime_key",
                "static_resources.listeners[0].per_connection_buffer_limit_bytes",
            ],
            warnings.Select(warning => warning.Place.Split(' ')[1]).Order(StringComparer.Ordinal));
    }
}
