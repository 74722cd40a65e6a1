using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>VirtualHost</c>.</summary>
internal static class VirtualHostReader
{
    private static readonly Dictionary<string, bool> RequireTls = new() { ["NONE"] = false, ["ALL"] = true };

    public static VirtualHostConfig Read(Message host, HashSet<string> clusters, HttpFilters filters)
    {
        var config = new VirtualHostConfig
        {
            Name = host.RequiredText("name"),
            Domains = [.. ReadDomains(host)],
            Routes = [.. host.Children("routes").Select(route => RouteReader.Read(route, clusters, filters)).OfType<RouteConfig>()],
            RequireTls = host.Choice("require_tls", RequireTls, "NONE", "EXTERNAL_ONLY", "ALL") ?? false,
            HeaderChanges = HeaderChangesReader.Read(host),
            RetryPolicy = RetryPolicyReader.Read(host.Child("retry_policy")),
            Mirrors = MirrorReader.Read(host, clusters),
            Filters = CorsReader.ReadField(host, filters) is { } cors ? [.. RouteFiltersReader.Read(host, filters), cors] : RouteFiltersReader.Read(host, filters),
        };
        host.RefuseTrue("attempts are not counted in headers.", "include_request_attempt_count", "include_attempt_count_in_response");
        host.Refuse("routes are a list.", "matcher");
        host.Refuse("there is no such feature.", "rate_limits", "hedge_policy", "retry_policy_typed_config",
            "include_is_timeout_retry_header");
        host.Ignore("virtual clusters are statistics alone.", "virtual_clusters");
        host.Ignore("bodies are streamed, never held whole.", "per_request_buffer_limit_bytes", "request_body_buffer_limit");
        host.Skip("metadata");
        host.Finish();
        return config;
    }

    private static IReadOnlyList<string> ReadDomains(Message host)
    {
        var domains = host.Texts("domains");
        if (domains.Count == 0 && !host.Has("domains"))
            host.Missing("domains");
        foreach (var domain in domains)
        {
            if (domain.Length == 0 || domain.AsSpan().Count('*') > 1 || (domain.Contains('*', StringComparison.Ordinal) && domain[0] != '*' && domain[^1] != '*'))
                host.Error("domains", $"'{Scalars.Short(domain)}' is not allowed; a host, '*.suffix', 'prefix.*' and '*' are.");
        }

        return domains;
    }
}
