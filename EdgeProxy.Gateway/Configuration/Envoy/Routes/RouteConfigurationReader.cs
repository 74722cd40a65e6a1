using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RouteConfiguration</c>.</summary>
internal static class RouteConfigurationReader
{
    /// <summary>The connection manager with its routes.</summary>
    public static ConnectionManagerConfig Read(Message? routes, ConnectionManagerConfig listener, HashSet<string> clusters, HttpFilters filters)
    {
        if (routes is null)
            return listener;
        var hosts = routes.Children("virtual_hosts");
        var domains = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var virtualHosts = new List<VirtualHostConfig>();
        foreach (var host in hosts)
        {
            var config = VirtualHostReader.Read(host, clusters, filters);
            if (config.Name.Length > 0 && !names.Add(config.Name))
                host.Error("name", $"the name '{config.Name}' is used twice; give each virtual host one of its own.");
            foreach (var domain in config.Domains.Where(domain => !domains.Add(domain)))
                host.Error("domains", $"the domain '{domain}' is given twice; each belongs to one virtual host.");
            virtualHosts.Add(config);
        }

        listener = listener with
        {
            VirtualHosts = [.. virtualHosts],
            HeaderChanges = HeaderChangesReader.Read(routes),
            Mirrors = MirrorReader.Read(routes, clusters) ?? [],
            RouteFilters = RouteFiltersReader.Read(routes, filters),
        };
        routes.RefuseTrue("the most specific header changes are made first, Envoy's default.", "most_specific_header_mutations_wins");
        routes.RefuseTrue("the port of the Host counts, Envoy's default.", "ignore_port_in_host_matching");
        if (routes.Bool("validate_clusters") == false)
            routes.Error("validate_clusters", "'false' is not supported: every cluster that a route names must be there.");
        routes.Refuse("virtual hosts stand in the file.", "vhds");
        routes.Refuse("headers are removed by 'request_headers_to_remove'.", "internal_only_headers");
        routes.Refuse("there is no such extension.", "cluster_specifier_plugins");
        routes.Ignore("a direct response may be of any size.", "max_direct_response_body_size_bytes");
        routes.Skip("metadata", "ignore_path_parameters_in_path_matching");
        var name = routes.Text("name") is { Length: > 0 } given ? given : listener.RouteConfigName;
        routes.Finish();
        return listener with { RouteConfigName = name };
    }
}
