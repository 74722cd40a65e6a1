using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads what a route does and which headers it changes.</summary>
internal static class RouteActionSection
{
    public static RouteActionConfig Read(SectionReader section)
    {
        var (redirect, direct) = (section.Section("Redirect"), section.Section("DirectResponse"));
        RouteActionConfig action = Forward(section);
        if (direct.Exists)
            action = Direct(direct);
        if (redirect.Exists)
            action = Redirect(redirect);
        return action;
    }

    public static HeaderChangesConfig HeaderChanges(SectionReader section)
    {
        var (request, response) = (section.Section("RequestHeaders"), section.Section("ResponseHeaders"));
        if (!request.Exists && !response.Exists)
            return HeaderChangesConfig.None;
        var changes = new HeaderChangesConfig
        {
            RequestHeadersToAdd = Additions(request),
            RequestHeadersToRemove = request.Texts("Remove"),
            ResponseHeadersToAdd = Additions(response),
            ResponseHeadersToRemove = response.Texts("Remove"),
        };
        request.End();
        response.End();
        return changes;
    }

    private static ForwardActionConfig Forward(SectionReader section)
    {
        var defaults = new ForwardActionConfig { Clusters = [] };
        var cluster = section.Text("ClusterId");
        var weighted = section.Section("WeightedClusters");
        var targets = weighted.Children.Select(target => new WeightedClusterConfig { Name = target.Key, Weight = WeightOf(weighted, target.Key) });
        var rewrite = section.Section("RegexRewrite");
        return defaults with
        {
            Clusters = cluster is not null ? [new WeightedClusterConfig { Name = cluster }] : [.. targets],
            Timeout = section.Time("Timeout", defaults.Timeout),
            IdleTimeout = section.OptionalTime("IdleTimeout"),
            RetryPolicy = RetrySection.Read(section.Section("Retry")),
            PrefixRewrite = section.Text("PrefixRewrite"),
            RegexRewrite = rewrite.Exists ? new RegexRewriteConfig(rewrite.Text("Pattern", ""), rewrite.Text("Substitution", "")) : null,
            HostRewrite = section.Text("HostRewrite"),
            AutoHostRewrite = section.Flag("AutoHostRewrite", fallback: false),
            AllowWebSockets = section.OptionalFlag("WebSockets"),
            HashPolicies = [.. section.Section("HashPolicies").Items.Select(HashPolicy)],
            Cors = CorsSection.Read(section.Section("Cors")),
        };
    }

    private static int WeightOf(SectionReader weighted, string cluster) => weighted.Number(cluster, 1, 0, 1_000_000);

    private static HashPolicyConfig HashPolicy(SectionReader section)
    {
        var policy = new HashPolicyConfig
        {
            Kind = section.Choice("Kind", HashPolicyKind.SourceIp),
            Name = section.Text("Name", ""),
            Terminal = section.Flag("Terminal", fallback: false),
        };
        section.End();
        return policy;
    }

    private static RedirectActionConfig Redirect(SectionReader section)
    {
        var redirect = new RedirectActionConfig
        {
            HttpsRedirect = section.Flag("Https", fallback: false),
            Scheme = section.Text("Scheme"),
            Host = section.Text("Host"),
            Port = section.OptionalNumber("Port", 1, 65535),
            Path = section.Text("Path"),
            PrefixRewrite = section.Text("PrefixRewrite"),
            StripQuery = section.Flag("StripQuery", fallback: false),
            Status = section.Number("Status", 301, 301, 308),
        };
        section.End();
        return redirect;
    }

    private static DirectResponseConfig Direct(SectionReader section)
    {
        var direct = new DirectResponseConfig { Status = section.Number("Status", 200, 200, 599), Body = section.Text("Body", "") };
        section.End();
        return direct;
    }

    private static ValueList<HeaderValueConfig> Additions(SectionReader section) =>
    [
        .. Values(section.Section("Set"), HeaderAppendAction.OverwriteIfExistsOrAdd),
        .. Values(section.Section("Append"), HeaderAppendAction.AppendIfExistsOrAdd),
        .. Values(section.Section("AddIfAbsent"), HeaderAppendAction.AddIfAbsent),
    ];

    private static IEnumerable<HeaderValueConfig> Values(SectionReader section, HeaderAppendAction action) =>
        section.Children.Select(header => new HeaderValueConfig(header.Key, header.Value ?? "", action));
}
