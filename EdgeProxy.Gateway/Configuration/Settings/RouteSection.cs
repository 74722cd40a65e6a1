using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads <c>ReverseProxy:Routes</c>.</summary>
internal static class RouteSection
{
    /// <summary>
    /// The routes as virtual hosts. A YARP route names its hosts itself: every host named gets a virtual host with the routes whose hosts mean it
    /// and those that name none, in their order.
    /// </summary>
    public static IReadOnlyList<VirtualHostConfig> ReadAll(SectionReader section)
    {
        var routes = section.Children.Select(ReadOne).OrderBy(route => route.Order).ToList();
        var domains = routes.SelectMany(route => route.Hosts).Distinct(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. domains.Select(domain => VirtualHost(domain, routes.Where(route =>
                route.Hosts.Count == 0 || route.Hosts.Any(pattern => HostPattern.Covers(pattern, domain))))),
            VirtualHost("*", routes.Where(route => route.Hosts.Count == 0)),
        ];
    }

    private static VirtualHostConfig VirtualHost(string domain, IEnumerable<(RouteConfig Route, int Order, IReadOnlyList<string> Hosts)> routes) =>
        new() { Name = domain == "*" ? "local_service" : domain, Domains = [domain], MatchesAnyPort = domain != "*", Routes = [.. routes.Select(route => route.Route)] };

    private static (RouteConfig Route, int Order, IReadOnlyList<string> Hosts) ReadOne(SectionReader section)
    {
        var match = section.GetSection("Match");
        // '*' is every host, as none is.
        var hosts = match.GetStrings("Hosts");
        if (hosts.Contains("*"))
            hosts = [];
        var order = section.GetNumber("Order", 0, int.MinValue);
        section.GetSection("Metadata");
        var route = new RouteConfig
        {
            Name = section.Key,
            Match = RouteMatchSection.Read(match),
            Action = RouteActionSection.Read(section),
            Filters = CorsSection.Read(section.GetSection("Cors")) is { } cors ? [new RouteFilterConfig(CorsConfig.FilterName) { Settings = cors }] : [],
            HeaderChanges = RouteActionSection.HeaderChanges(section),
        };
        section.ReportUnknownKeys();
        return (route, order, hosts);
    }
}
