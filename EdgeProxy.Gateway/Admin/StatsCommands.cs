using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Stats;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The statistics: <c>/stats</c> in its three formats, and <c>/clusters</c>.</summary>
internal sealed class StatsCommands(ClusterStore clusters, StatsCatalog catalog)
{
    private static readonly TimeSpan LongestFilter = TimeSpan.FromMilliseconds(100);

    public IEnumerable<AdminCommand> Commands =>
    [
        new("/stats", Changes: false, "print server stats (?format=json|prometheus, ?filter=REGEX, ?usedonly)", StatsAsync),
        new("/stats/prometheus", Changes: false, "print server stats in prometheus format", PrometheusAsync),
        new("/clusters", Changes: false, "upstream cluster status (?format=json)", ClustersAsync),
        new("/reset_counters", Changes: true, "reset all counters to zero", ResetAsync),
    ];

    private Task StatsAsync(HttpContext context)
    {
        if (context.Request.Query["format"] == "prometheus")
            return PrometheusAsync(context);
        if (!TryFilter(context, out var stats))
            return AdminReply.TextAsync(context, 400, $"Invalid regex: \"{context.Request.Query["filter"]}\"\n");
        if (AdminJson.IsAsked(context))
            return AdminReply.JsonAsync(context, StatsJson.Write(stats));
        var text = new StringBuilder();
        foreach (var stat in stats)
            text.Append(stat.Name).Append(": ").Append(stat.Histogram is { } histogram ? StatsText.Quantiles(histogram) : Number(stat.Value)).Append('\n');
        return AdminReply.TextAsync(context, 200, text.ToString());
    }

    private Task PrometheusAsync(HttpContext context) => TryFilter(context, out var stats)
        ? AdminReply.TextAsync(context, 200, PrometheusText.Write(stats))
        : AdminReply.TextAsync(context, 400, $"Invalid regex: \"{context.Request.Query["filter"]}\"\n");

    private Task ClustersAsync(HttpContext context) => AdminJson.IsAsked(context)
        ? AdminReply.JsonAsync(context, ClusterStatus.Json(clusters.All))
        : AdminReply.TextAsync(context, 200, ClusterStatus.Text(clusters.All));

    private Task ResetAsync(HttpContext context)
    {
        catalog.Reset();
        return AdminReply.TextAsync(context, 200, "OK\n");
    }

    private bool TryFilter(HttpContext context, out List<Stat> stats)
    {
        stats = [];
        var usedOnly = context.Request.Query.ContainsKey("usedonly");
        try
        {
            var filter = context.Request.Query["filter"].ToString() is { Length: > 0 } pattern
                ? new Regex(pattern, RegexOptions.CultureInvariant, LongestFilter)
                : null;
            stats = [.. catalog.All().Where(stat => (!usedOnly || stat.IsUsed) && (filter is null || filter.IsMatch(stat.Name)))];
            return true;
        }
        catch (Exception failure) when (failure is RegexParseException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
