using System.Text.Json;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Tests.Configuration.Envoy;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Admin;

/// <summary>The answers of the admin port in Envoy's shapes (Envoy, "Administration interface").</summary>
public sealed class AdminShapeTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(_backend.Port), "Edge:MaxConnections=1000",
        "ReverseProxy:Routes:fail:Match:Prefix=/fail", "ReverseProxy:Routes:fail:Order=-1", "ReverseProxy:Routes:fail:DirectResponse:Status=500",
    ]);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task ConfigDump_HasEnvoysMessages()
    {
        var dump = await JsonAsync("/config_dump");
        Assert.Equal(
            ["BootstrapConfigDump", "ClustersConfigDump", "ListenersConfigDump", "RoutesConfigDump", "ScopedRoutesConfigDump", "SecretsConfigDump"],
            Configs(dump).Select(config => Type(config)["type.googleapis.com/envoy.admin.v3.".Length..]));
        var bootstrap = Configs(dump)[0].GetProperty("bootstrap");
        Assert.Equal("listener_0", bootstrap.GetProperty("static_resources").GetProperty("listeners")[0].GetProperty("name").GetString());
        var cluster = Configs(dump)[1].GetProperty("static_clusters")[0].GetProperty("cluster");
        Assert.Equal("type.googleapis.com/envoy.config.cluster.v3.Cluster", Type(cluster));
        Assert.Equal(("ping-cluster", "STRICT_DNS", "0.25s"), (Text(cluster, "name"), Text(cluster, "type"), Text(cluster, "connect_timeout")));
        var endpoint = cluster.GetProperty("load_assignment").GetProperty("endpoints")[0].GetProperty("lb_endpoints")[0].GetProperty("endpoint");
        Assert.Equal(_backend.Port, endpoint.GetProperty("address").GetProperty("socket_address").GetProperty("port_value").GetInt32());
        var routes = Configs(dump)[3].GetProperty("static_route_configs")[0].GetProperty("route_config");
        Assert.Equal("/pong", Text(routes.GetProperty("virtual_hosts")[0].GetProperty("routes")[1].GetProperty("match"), "prefix"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Text(Configs(dump)[0], "last_updated"));
    }

    [Theory]
    [InlineData("/config_dump?resource=static_clusters", 200, "ClustersConfigDump.StaticCluster ClustersConfigDump.StaticCluster")]
    [InlineData("/config_dump?resource=static_clusters&name_regex=p.ng-cluster", 200, "ClustersConfigDump.StaticCluster ClustersConfigDump.StaticCluster")]
    [InlineData("/config_dump?resource=static_clusters&name_regex=ping-cluster", 200, "ClustersConfigDump.StaticCluster")]
    [InlineData("/config_dump?resource=static_clusters&name_regex=ping", 200, "")]
    [InlineData("/config_dump?resource=dynamic_active_clusters", 200, "")]
    [InlineData("/config_dump?resource=static_listeners", 200, "ListenersConfigDump.StaticListener")]
    [InlineData("/config_dump?resource=static_route_configs", 200, "RoutesConfigDump.StaticRouteConfig")]
    [InlineData("/config_dump?resource=static_endpoint_configs&include_eds", 200, "EndpointsConfigDump.StaticEndpointConfig EndpointsConfigDump.StaticEndpointConfig")]
    [InlineData("/config_dump?resource=static_endpoint_configs", 404, "static_endpoint_configs not found in config dump")]
    [InlineData("/config_dump?resource=nonsense", 404, "nonsense not found in config dump")]
    [InlineData("/config_dump?resource=bootstrap", 400, "bootstrap is not a repeated field. Use ?mask=bootstrap to get only this field")]
    [InlineData("/config_dump?mask=bootstrap", 200, "BootstrapConfigDump")]
    [InlineData("/config_dump?mask=nonsense", 400, "FieldMask nonsense could not be successfully applied to any configs.")]
    [InlineData("/config_dump?name_regex=(", 400, "Error while parsing name_regex from (")]
    public async Task ConfigDump_AnswersItsQueries(string path, int status, string expected)
    {
        using var response = await _gateway.AdminClient.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        var seen = status == 200
            ? string.Join(' ', Configs(JsonDocument.Parse(text).RootElement).Select(config => Type(config)["type.googleapis.com/envoy.admin.v3.".Length..]))
            : text.TrimEnd('\n');
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task ConfigDump_WithResourceAndMask_HasTheNamedFieldsAlone()
    {
        var cluster = Configs(await JsonAsync("/config_dump?resource=static_clusters&mask=cluster.name,cluster.lb_policy"))[0];
        Assert.Equal(["@type", "cluster"], Names(cluster));
        Assert.Equal(["@type", "name", "lb_policy"], Names(cluster.GetProperty("cluster")));
        Assert.Equal(["@type", "bootstrap"], Names(Configs(await JsonAsync("/config_dump?mask=bootstrap.admin"))[0]));
    }

    /// <summary>The bootstrap of the dump is an Envoy file: read again it is the same configuration.</summary>
    [Theory]
    [InlineData("edge.yaml")]
    [InlineData("sidecar.yaml")]
    [InlineData("full.yaml")]
    public void Bootstrap_ReadAgain_IsTheSameConfiguration(string file)
    {
        var config = EnvoyFile.Read(file);
        var admin = config.Admin.Address ?? new SocketAddressConfig("127.0.0.1", 9901);
        var bootstrap = EnvoyListenerJson.Bootstrap(config with { Admin = config.Admin with { Address = admin } }, listener => listener.Address!, admin);
        var again = EnvoyConfigReader.Read(bootstrap.ToJsonString(), "dump");
        Assert.Empty(again.Errors);
        Assert.Equal(config with { Admin = config.Admin with { Address = admin } }, again.Config);
    }

    [Fact]
    public async Task ServerInfo_HasEnvoysFields()
    {
        var info = await JsonAsync("/server_info");
        Assert.Subset(
            Names(info).ToHashSet(), new HashSet<string> { "version", "state", "uptime_current_epoch", "uptime_all_epochs", "hot_restart_version", "command_line_options", "node" });
        Assert.Equal(("LIVE", "disabled"), (Text(info, "state"), Text(info, "hot_restart_version")));
        Assert.Equal("Serve", Text(info.GetProperty("command_line_options"), "mode"));
        Assert.Equal("edge-proxy", Text(info.GetProperty("node"), "user_agent_name"));
    }

    [Theory]
    [InlineData("GET", "/hot_restart_version", 200, "disabled\n")]
    [InlineData("GET", "/init_dump", 200, "{}\n")]
    [InlineData("POST", "/reopen_logs", 200, "OK\n")]
    [InlineData("GET", "/reopen_logs", 405, "Method GET not allowed, POST required.")]
    [InlineData("GET", "/stats?format=bad", 400, "usage: /stats?format=(json|prometheus|text)\n\n")]
    [InlineData("GET", "/stats?type=bad", 400, "invalid &type= param\n")]
    [InlineData("GET", "/stats?type=TextReadouts", 200, "")]
    [InlineData("GET", "/stats?filter=(", 400, "Invalid regex: \"(\"\n")]
    public async Task Command_AnswersAsEnvoy(string method, string path, int status, string text)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _gateway.AdminClient.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((status, text), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Runtime_HasTheConfiguredLimits()
    {
        var runtime = await JsonAsync("/runtime");
        Assert.Equal("static_layer_0", runtime.GetProperty("layers")[0].GetString());
        Assert.Equal("1000", Text(runtime.GetProperty("entries").GetProperty("overload.global_downstream_max_connections"), "final_value"));
    }

    [Fact]
    public async Task Certs_IsAListOfCertificates() => Assert.Equal(0, (await JsonAsync("/certs")).GetProperty("certificates").GetArrayLength());

    [Fact]
    public async Task Stats_OfOneType_AreThatTypeAlone()
    {
        var gauges = await _gateway.GetAdminAsync("/stats?type=Gauges");
        Assert.Contains("cluster.ping-cluster.membership_total: 1\n", gauges, StringComparison.Ordinal);
        Assert.DoesNotContain("upstream_rq_total", gauges, StringComparison.Ordinal);
        Assert.DoesNotContain("upstream_rq_time", gauges, StringComparison.Ordinal);
        var histograms = await _gateway.GetAdminAsync("/stats?type=Histograms&format=prometheus");
        Assert.DoesNotContain(" counter\n", histograms, StringComparison.Ordinal);
    }

    /// <summary>The names that public dashboards and alerts ask for.</summary>
    [Fact]
    public async Task Prometheus_HasResponseCodesAsLabels()
    {
        for (var request = 0; request < 3; request++)
            (await _gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        (await _gateway.Client.GetAsync("/fail", TestContext.Current.CancellationToken)).Dispose();
        var text = await _gateway.GetAdminAsync("/stats/prometheus");
        foreach (var line in new[]
        {
            "# TYPE envoy_cluster_upstream_rq_xx counter",
            "envoy_cluster_upstream_rq_xx{envoy_response_code_class=\"2\",envoy_cluster_name=\"ping-cluster\"} 3",
            "envoy_cluster_upstream_rq_xx{envoy_response_code_class=\"5\",envoy_cluster_name=\"ping-cluster\"} 0",
            "# TYPE envoy_cluster_upstream_rq counter",
            "envoy_cluster_upstream_rq{envoy_response_code=\"200\",envoy_cluster_name=\"ping-cluster\"} 3",
            "envoy_http_downstream_rq_xx{envoy_response_code_class=\"2\",envoy_http_conn_manager_prefix=\"ingress_http\"} 3",
            "envoy_http_downstream_rq_xx{envoy_response_code_class=\"5\",envoy_http_conn_manager_prefix=\"ingress_http\"} 1",
            "envoy_cluster_upstream_rq_total{envoy_cluster_name=\"ping-cluster\"} 3",
        })
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_2xx", text, StringComparison.Ordinal);
        Assert.Equal(3, await _gateway.StatAsync("cluster.ping-cluster.upstream_rq_200"));
        Assert.Equal(3, await _gateway.StatAsync("cluster.ping-cluster.upstream_rq_2xx"));
        using var reset = await _gateway.AdminClient.PostAsync("/reset_counters", null, TestContext.Current.CancellationToken);
        Assert.Equal(0, await _gateway.StatAsync("cluster.ping-cluster.upstream_rq_200"));
    }

    [Theory]
    [InlineData("/logging", 200, "active loggers:\n  Default: info\n")]
    [InlineData("/logging?paths=EdgeProxy.Gateway.Upstream:debug,EdgeProxy.Gateway.Hosting:warn", 200, "  EdgeProxy.Gateway.Upstream: debug\n")]
    [InlineData("/logging?level=error", 200, "  EdgeProxy.Gateway.Upstream: error\n")]
    [InlineData("/logging?paths=x:debug", 400, "error: unknown logger name: x\n\nusage: /logging?<name>=<level> (change single level)\n")]
    [InlineData("/logging?paths=EdgeProxy:loud", 400, "error: unknown logger level: loud\n")]
    [InlineData("/logging?paths=EdgeProxy", 400, "error: empty logger name or empty logger level\n")]
    [InlineData("/logging?EdgeProxy=debug&Yarp=debug", 400, "error: invalid number of parameters\n")]
    [InlineData("/logging?level=loud", 400, "levels: trace debug info warning error critical off\n")]
    public async Task Logging_ListsAndChangesLoggers(string path, int status, string text)
    {
        using var response = await _gateway.AdminClient.PostAsync(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("active loggers:\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static JsonElement[] Configs(JsonElement dump) => dump.TryGetProperty("configs", out var configs) ? [.. configs.EnumerateArray()] : [];

    private static string Type(JsonElement message) => Text(message, "@type");

    private static string Text(JsonElement message, string field) => message.GetProperty(field).GetString()!;

    private static IEnumerable<string> Names(JsonElement message) => message.EnumerateObject().Select(field => field.Name);

    private async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await _gateway.GetAdminAsync(path)).RootElement;
}
