using EdgeProxy.Gateway.Configuration.Envoy;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>What cannot be done is refused with file, line, column, field and what is allowed; all of it at once.</summary>
public sealed class RefusalTests
{
    private const string Routes = "static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[0]";

    [Fact]
    public void NamesFileLineColumnAndField() => Assert.Equal(
        [$"envoy.yaml:15:59 {Routes}.route.cluster: the cluster 'c' is not defined. Defined: 'a', 'b'."],
        EnvoyFile.ErrorsOfRoute("{ match: { prefix: / }, route: { cluster: c } }"));

    [Fact]
    public void ReportsEverythingAtOnce()
    {
        var result = EnvoyConfigReader.Read(
            EnvoyFile.WithRoutes("{ match: { prefix: / }, route: { cluster: nowhere, timeout: 5 } }", "{ match: { path: x }, redirect: { response_code: OK } }"), "f");
        Assert.Null(result.Config);
        Assert.Equal(4, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Matches(@"^f:1[56]:\d+ static_resources\.", error.Place));
    }

    [Theory]
    [InlineData("{ match: { prefx: / }, route: { cluster: a } }", "there is no field 'prefx' here (did you mean 'prefix'?)")]
    [InlineData("{ match: { prefix: / }, route: { cluster: a, timeout: 15 } }", "'15' is not a duration; seconds with an 's' are, such as 15s or 0.25s.")]
    [InlineData("{ match: { prefix: / }, route: { cluster: a, weighted_clusters: {} } }", "only one of 'cluster', 'weighted_clusters' may be given")]
    [InlineData("{ match: { prefix: / } }", "one of 'route', 'redirect', 'direct_response' must be given.")]
    [InlineData("{ route: { cluster: a } }", "'match' is missing.")]
    [InlineData("{ match: { safe_regex: { regex: \"(a\" } }, route: { cluster: a } }", "this expression cannot be used")]
    [InlineData("{ match: { safe_regex: { regex: \"(?=a)\" } }, route: { cluster: a } }", "this expression cannot be used")]
    [InlineData("{ match: { prefix: x }, route: { cluster: a } }", "'x' matches no request; a path starts with '/'.")]
    [InlineData("{ match: { prefix: / }, route: { cluster: a, retry_policy: { retry_on: often } } }", "'often' is not supported; 5xx, gateway-error")]
    [InlineData("{ match: { prefix: / }, route: { cluster: a, priority: HIGH } }", "'HIGH' is not supported; DEFAULT is.")]
    [InlineData("{ match: { prefix: / }, route: { cluster_header: x-cluster } }", "not supported: cluster and weighted_clusters are.")]
    [InlineData("{ match: { prefix: / }, direct_response: { status: 99 } }", "'99' is not allowed; a whole number from 200 to 599 is.")]
    [InlineData("{ match: { prefix: / }, route: { cluster: a }, request_headers_to_remove: [host] }", "'host' may not be changed here")]
    [InlineData("{ match: { prefix: / }, route: { cluster: a }, request_headers_to_add: [{ header: { key: x, value: \"%NONSENSE%\" } }] }", "'%NONSENSE%' is not known")]
    [InlineData("{ match: { prefix: / }, route: { weighted_clusters: { clusters: [{ name: a, weight: 60 }], total_weight: 100 } } }", "the weights come to 60, not 100.")]
    [InlineData("{ match: { prefix: / }, route: [a] }", "a mapping (name: value) is expected here.")]
    [InlineData("{ match: { prefix: / }, route: { cluster: { x: 1 } } }", "a text is expected here.")]
    [InlineData("{ match: { prefix: /, headers: x }, route: { cluster: a } }", "a mapping (name: value) is expected here.")]
    public void SaysWhatIsWrongWithARoute(string route, string message) =>
        Assert.Contains(EnvoyFile.ErrorsOfRoute(route), error => error.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData("type: STRICT_DNS", "type: EDS", "'EDS' is not supported; STATIC, STRICT_DNS, LOGICAL_DNS are.")]
    [InlineData("type: STRICT_DNS", "type: STATIC", "'ping-svc.default.svc.cluster.local' is not an IP address; a STATIC cluster (the default) takes only those.")]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: CLUSTER_PROVIDED", "'CLUSTER_PROVIDED' is not supported; ROUND_ROBIN, LEAST_REQUEST, RANDOM, RING_HASH, MAGLEV are.")]
    [InlineData("connect_timeout: 0.25s", "connect_timeout: 0s", "'0s' is not allowed; more than 0 is.")]
    [InlineData("port_value: 8080", "port_value: 70000", "'70000' is not allowed; a whole number from 1 to 65535 is.")]
    [InlineData("- name: ping-cluster", "- name: pong-cluster", "the name 'pong-cluster' is used twice")]
    [InlineData("name: envoy.filters.http.router", "name: envoy.filters.http.lua", "the HTTP filter 'envoy.filters.http.lua' is not supported")]
    [InlineData("codec_type: AUTO", "codec_type: HTTP3", "'HTTP3' is not supported; AUTO, HTTP1, HTTP2 are.")]
    [InlineData("stat_prefix: ingress_http", "add_user_agent: true", "'stat_prefix' is missing.")]
    [InlineData("stat_prefix: ingress_http", "rds: {}", "not supported: routes stand in the file, in 'route_config'.")]
    [InlineData("static_resources:", "dynamic_resources: {}\nstatic_resources:", "nothing is fetched from a control plane")]
    [InlineData("domains: [\"*\"]", "domains: [\"a.*.b\"]", "'a.*.b' is not allowed; a host, '*.suffix', 'prefix.*' and '*' are.")]
    [InlineData("address: 0.0.0.0, port_value: 30000", "address: edge, port_value: 30000", "'edge' is not an IP address; a listener takes only those")]
    public void SaysWhatIsWrongWithTheEdgeFile(string from, string to, string message)
    {
        var text = EnvoyFile.Text("edge.yaml");
        Assert.Contains(from, text, StringComparison.Ordinal);
        var errors = EnvoyConfigReader.Read(text.Replace(from, to, StringComparison.Ordinal), "envoy.yaml").Errors;
        Assert.Contains(errors, error => error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a: [", "this is not YAML")]
    [InlineData("*a", "this is not YAML")]
    [InlineData("- a", "is a mapping that starts with 'static_resources:'")]
    [InlineData("a: 1\n---\nb: 2", "one document is allowed")]
    [InlineData("a: 1\na: 2", "this is not YAML")]
    [InlineData("{}", "'static_resources' is missing.")]
    [InlineData("static_resources: &x { listeners: [*x] }", "")]
    public void SaysWhatIsWrongWithAFileThatIsNone(string text, string message) =>
        Assert.Contains(EnvoyConfigReader.Read(text, "envoy.yaml").Errors, error => error.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void RefusesNestingThatNoMessageHas()
    {
        var result = EnvoyConfigReader.Read(new string('[', 100_000), "envoy.yaml");
        Assert.Contains("nested more than 100 deep", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }
}
