using System.Text.RegularExpressions;

namespace EdgeProxy.Gateway.Model;

/// <summary>Checks what must hold wherever a configuration came from, and reports all of it.</summary>
public static class GatewayConfigValidator
{
    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    /// <param name="config">The configuration.</param>
    public static IReadOnlyList<ConfigError> Validate(GatewayConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var errors = new List<ConfigError>();
        var clusters = new HashSet<string>(config.Clusters.Count, StringComparer.Ordinal);
        foreach (var cluster in config.Clusters)
        {
            if (!clusters.Add(cluster.Name))
                errors.Add(new(ClusterPlace(cluster), "the name is used twice; give each cluster one of its own."));
            Validate(cluster, errors);
        }

        var domains = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var host in config.Listener.VirtualHosts)
        {
            foreach (var domain in host.Domains.Where(domain => !domains.Add(domain)))
                errors.Add(new($"virtual host '{host.Name}'", $"the domain '{domain}' belongs to another virtual host already."));
            for (var index = 0; index < host.Routes.Count; index++)
                Validate(host.Routes[index], RoutePlace(host, index), clusters, errors);
        }

        if (config.Listener.MaxRequestHeadersKb is < 1 or > 8192)
            errors.Add(new("listener max_request_headers_kb", $"{config.Listener.MaxRequestHeadersKb} is not allowed; 1 to 8192 is."));
        if (config.Listener.MaxRequestHeadersCount < 1)
            errors.Add(new("listener max_headers_count", $"{config.Listener.MaxRequestHeadersCount} is not allowed; 1 or more is."));
        return errors;
    }

    private static string ClusterPlace(ClusterConfig cluster) => $"cluster '{cluster.Name}'";

    private static string RoutePlace(VirtualHostConfig host, int index)
    {
        var name = host.Routes[index].Name;
        return name.Length > 0 ? $"route '{name}'" : $"virtual host '{host.Name}' route {index}";
    }

    private static void Validate(ClusterConfig cluster, List<ConfigError> errors)
    {
        var place = ClusterPlace(cluster);
        if (cluster.ConnectTimeout <= TimeSpan.Zero)
            errors.Add(new(place, $"the connect timeout {cluster.ConnectTimeout} is not allowed; more than 0 is."));
        if (cluster.Discovery == ClusterDiscovery.LogicalDns && cluster.Endpoints.Count != 1)
            errors.Add(new(place, $"LOGICAL_DNS takes exactly one endpoint, not {cluster.Endpoints.Count}; use STRICT_DNS for several."));
        if (cluster.MinimumRingSize is < 1 or > 8_388_608)
            errors.Add(new(place, $"the minimum ring size {cluster.MinimumRingSize} is not allowed; 1 to 8388608 is."));
        if (cluster.LeastRequestChoices < 2)
            errors.Add(new(place, $"the choice count {cluster.LeastRequestChoices} is not allowed; 2 or more is."));
        if (cluster.HealthyPanicThreshold is < 0 or > 100)
            errors.Add(new(place, $"the panic threshold {cluster.HealthyPanicThreshold} is not allowed; 0 to 100 percent is."));
        if (cluster.OutlierDetection is { MaxEjectionPercent: < 0 or > 100 } outlier)
            errors.Add(new(place, $"the max ejection percent {outlier.MaxEjectionPercent} is not allowed; 0 to 100 is."));
        foreach (var endpoint in cluster.Endpoints)
        {
            if (endpoint.Port is < 1 or > 65535)
                errors.Add(new(place, $"the port {endpoint.Port} of '{endpoint.Address}' is not allowed; 1 to 65535 is."));
            if (endpoint.Weight < 1)
                errors.Add(new(place, $"the weight {endpoint.Weight} of '{endpoint.Address}' is not allowed; 1 or more is."));
            if (cluster.Discovery == ClusterDiscovery.Static && !System.Net.IPAddress.TryParse(endpoint.Address, out _))
                errors.Add(new(place, $"'{endpoint.Address}' is not an IP address; a STATIC cluster takes only those. Use STRICT_DNS for names."));
        }
    }

    private static void Validate(RouteConfig route, string place, HashSet<string> clusters, List<ConfigError> errors)
    {
        if (route.Match.PathKind == PathMatchKind.Regex)
            ValidateRegex(route.Match.Path, place, errors);
        else if (route.Match.Path is not ['/', ..] && route.Match.Path.Length > 0)
            errors.Add(new(place, $"the path '{route.Match.Path}' matches no request; a path starts with '/'."));
        foreach (var match in route.Match.Headers.Concat(route.Match.QueryParameters).Where(match => match.Kind == ValueMatchKind.Regex))
            ValidateRegex(match.Value, place, errors);
        switch (route.Action)
        {
            case ForwardActionConfig forward:
                Validate(forward, place, clusters, errors);
                break;
            case RedirectActionConfig { Status: not (301 or 302 or 303 or 307 or 308) } redirect:
                errors.Add(new(place, $"the redirect status {redirect.Status} is not allowed; 301, 302, 303, 307 and 308 are."));
                break;
            case DirectResponseConfig { Status: < 200 or > 599 } direct:
                errors.Add(new(place, $"the status {direct.Status} is not allowed; 200 to 599 is."));
                break;
        }
    }

    private static void Validate(ForwardActionConfig forward, string place, HashSet<string> clusters, List<ConfigError> errors)
    {
        if (forward.Clusters.Count == 0)
            errors.Add(new(place, "it goes to no cluster; name one."));
        foreach (var target in forward.Clusters)
        {
            if (!clusters.Contains(target.Name))
                errors.Add(new(place, $"the cluster '{target.Name}' is not defined.{Hint(target.Name, clusters)} Defined: {NameSome(clusters)}."));
            if (target.Weight < 0)
                errors.Add(new(place, $"the weight {target.Weight} of '{target.Name}' is not allowed; 0 or more is."));
        }

        if (forward.Clusters.Count > 0 && forward.Clusters.Sum(target => (long)target.Weight) == 0)
            errors.Add(new(place, "the weights of its clusters are all 0; one must be more."));
        if (forward.RegexRewrite is { } rewrite)
            ValidateRegex(rewrite.Pattern, place, errors);
    }

    private static string Hint(string name, HashSet<string> clusters) =>
        EditDistance.Nearest(name, clusters) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static string NameSome(HashSet<string> clusters) =>
        clusters.Count == 0 ? "none" : string.Join(", ", clusters.Order(StringComparer.Ordinal).Take(10).Select(name => $"'{name}'"))
            + (clusters.Count > 10 ? $" and {clusters.Count - 10} more" : "");

    private static void ValidateRegex(string pattern, string place, List<ConfigError> errors)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            errors.Add(new(place, $"the expression '{pattern}' cannot be used: {failure.Message}"));
        }
    }
}
