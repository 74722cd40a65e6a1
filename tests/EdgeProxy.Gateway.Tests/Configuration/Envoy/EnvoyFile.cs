using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>The fixtures, and small files made of their parts.</summary>
internal static class EnvoyFile
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Configuration", "Envoy", "Fixtures", name);

    public static string Text(string name) => File.ReadAllText(Path(name));

    /// <summary>Reads a fixture that must be good.</summary>
    public static GatewayConfig Read(string name)
    {
        var result = EnvoyConfigReader.ReadFile(Path(name));
        Assert.Empty(result.Errors);
        return Assert.IsType<GatewayConfig>(result.Config);
    }

    /// <summary>A file with these routes (each a line of a YAML list) to the clusters <c>a</c> and <c>b</c>.</summary>
    public static string WithRoutes(params string[] routes) => $$"""
        static_resources:
          listeners:
          - address: { socket_address: { address: 127.0.0.1, port_value: 0 } }
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  stat_prefix: test
                  http_filters: [{ name: envoy.filters.http.router }]
                  route_config:
                    virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
        {{string.Join('\n', routes.Select(route => $"              - {route}"))}}
          clusters:
          - { name: a, type: STATIC, load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 1 } } } }] }] } }
          - { name: b, type: STATIC, load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 2 } } } }] }] } }
        """;

    /// <summary>The same with HTTP filters before the router, each an element of a YAML list in flow style.</summary>
    public static string WithFilters(string filters, params string[] routes) =>
        WithRoutes(routes).Replace("http_filters: [", $"http_filters: [{filters.ReplaceLineEndings(" ")}, ", StringComparison.Ordinal);

    /// <summary>A line for one more cluster, of one host on loopback.</summary>
    public static string Cluster(string name, int port, string settings = "") =>
        $"\n  - {{ name: {name}, type: STATIC, connect_timeout: 1s, {settings} load_assignment: {{ endpoints: [{{ lb_endpoints: [{{ endpoint: {{ address: {{ socket_address: {{ address: 127.0.0.1, port_value: {port} }} }} }} }}] }}] }} }}";

    /// <summary>The one route of a file made by <see cref="WithRoutes"/>.</summary>
    public static RouteConfig ReadRoute(string route)
    {
        var result = EnvoyConfigReader.Read(WithRoutes(route), "envoy.yaml");
        Assert.Empty(result.Errors);
        return Assert.Single(Assert.Single(result.Config!.Listeners[0].FilterChains[0].ConnectionManager.VirtualHosts).Routes);
    }

    /// <summary>The messages of the errors of a file with one route.</summary>
    public static IReadOnlyList<string> ErrorsOfRoute(string route) =>
        [.. EnvoyConfigReader.Read(WithRoutes(route), "envoy.yaml").Errors.Select(error => error.ToString())];
}
