using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads YARP's <c>ReverseProxy</c> section, with what YARP lacks beside its keys, and the <c>Edge</c> section.</summary>
internal static class ReverseProxySection
{
    /// <summary>The configuration and everything that is wrong with it.</summary>
    public static (GatewayConfig Config, List<ConfigError> Errors, IReadOnlyList<ConfigError> Warnings) Read(IConfiguration configuration)
    {
        var errors = new List<ConfigError>();
        var root = ConfigTree.Read(configuration, "ReverseProxy", "Edge");
        var proxy = new SectionReader(root.Find("ReverseProxy"), "ReverseProxy", errors);
        var edge = new SectionReader(root.Find("Edge"), "Edge", errors);
        return (Read(proxy, edge), errors, []);
    }

    public static GatewayConfig Read(SectionReader proxy, SectionReader edge)
    {
        var hosts = RouteSection.ReadAll(proxy.GetSection("Routes"));
        var config = EdgeSection.Read(edge, new GatewayConfig
        {
            Listeners =
            [
                ListenerConfig.Of(new ConnectionManagerConfig
                {
                    VirtualHosts = [.. hosts],
                    HttpFilters = hosts.Any(host => host.Routes.Any(route => route.Filters.Count > 0)) ? [new HttpFilterConfig(CorsConfig.FilterName, new CorsConfig())] : [],
                }),
            ],
            Clusters = [.. proxy.GetSection("Clusters").Children.Select(ClusterSection.Read)],
        });
        proxy.ReportUnknownKeys();
        return config;
    }
}
