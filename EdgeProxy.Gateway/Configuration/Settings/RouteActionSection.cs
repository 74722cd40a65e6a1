using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads what a route does and which headers it changes.</summary>
internal static class RouteActionSection
{
    public static RouteActionConfig Read(SectionReader section)
    {
        var (redirect, direct) = (section.GetSection("Redirect"), section.GetSection("DirectResponse"));
        RouteActionConfig action = Forward(section);
        if (direct.Exists)
            action = Direct(direct);
        if (redirect.Exists)
            action = Redirect(redirect);
        return action;
    }

    public static HeaderChangesConfig HeaderChanges(SectionReader section)
    {
        var (request, response) = (section.GetSection("RequestHeaders"), section.GetSection("ResponseHeaders"));
        if (!request.Exists && !response.Exists)
            return HeaderChangesConfig.None;
        var changes = new HeaderChangesConfig
        {
            RequestHeadersToAdd = Additions(request),
            RequestHeadersToRemove = request.GetStrings("Remove"),
            ResponseHeadersToAdd = Additions(response),
            ResponseHeadersToRemove = response.GetStrings("Remove"),
        };
        request.ReportUnknownKeys();
        response.ReportUnknownKeys();
        return changes;
    }

    private static ForwardActionConfig Forward(SectionReader section)
    {
        var defaults = new ForwardActionConfig { Clusters = [] };
        var cluster = section.GetString("ClusterId");
        var weighted = section.GetSection("WeightedClusters");
        var targets = weighted.Children.Select(target => new WeightedClusterConfig { Name = target.Key, Weight = WeightOf(weighted, target.Key) });
        var rewrite = section.GetSection("RegexRewrite");
        return defaults with
        {
            Clusters = cluster is not null ? [new WeightedClusterConfig { Name = cluster }] : [.. targets],
            Timeout = section.GetDuration("Timeout", defaults.Timeout),
            IdleTimeout = section.GetOptionalDuration("IdleTimeout"),
            RetryPolicy = RetrySection.Read(section.GetSection("Retry")),
            PrefixRewrite = section.GetString("PrefixRewrite"),
            RegexRewrite = rewrite.Exists ? new RegexRewriteConfig(rewrite.GetString("Pattern", ""), rewrite.GetString("Substitution", "")) : null,
            HostRewrite = section.GetString("HostRewrite"),
            AutoHostRewrite = section.GetBoolean("AutoHostRewrite", fallback: false),
            AllowWebSockets = section.GetOptionalBoolean("WebSockets"),
            HashPolicies = [.. section.GetSection("HashPolicies").Items.Select(HashPolicy)],
        };
    }

    private static int WeightOf(SectionReader weighted, string cluster) => weighted.GetNumber(cluster, 1, 0, 1_000_000);

    private static HashPolicyConfig HashPolicy(SectionReader section)
    {
        var policy = new HashPolicyConfig
        {
            Kind = section.GetChoice("Kind", HashPolicyKind.SourceIp),
            Name = section.GetString("Name", ""),
            Terminal = section.GetBoolean("Terminal", fallback: false),
        };
        section.ReportUnknownKeys();
        return policy;
    }

    private static RedirectActionConfig Redirect(SectionReader section)
    {
        var redirect = new RedirectActionConfig
        {
            HttpsRedirect = section.GetBoolean("Https", fallback: false),
            Scheme = section.GetString("Scheme"),
            Host = section.GetString("Host"),
            Port = section.GetOptionalNumber("Port", 1, 65535),
            Path = section.GetString("Path"),
            PrefixRewrite = section.GetString("PrefixRewrite"),
            StripQuery = section.GetBoolean("StripQuery", fallback: false),
            Status = section.GetNumber("Status", 301, 301, 308),
        };
        section.ReportUnknownKeys();
        return redirect;
    }

    private static DirectResponseConfig Direct(SectionReader section)
    {
        var direct = new DirectResponseConfig { Status = section.GetNumber("Status", 200, 200, 599), Body = section.GetString("Body", "") };
        section.ReportUnknownKeys();
        return direct;
    }

    private static ValueList<HeaderValueConfig> Additions(SectionReader section) =>
    [
        .. Values(section.GetSection("Set"), HeaderAppendAction.OverwriteIfExistsOrAdd),
        .. Values(section.GetSection("Append"), HeaderAppendAction.AppendIfExistsOrAdd),
        .. Values(section.GetSection("AddIfAbsent"), HeaderAppendAction.AddIfAbsent),
    ];

    private static IEnumerable<HeaderValueConfig> Values(SectionReader section, HeaderAppendAction action) =>
        section.Children.Select(header => new HeaderValueConfig(header.Key, header.Value ?? "", action));
}
