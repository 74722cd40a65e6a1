using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The statistics: <c>/stats</c> in its three formats, and <c>/clusters</c>.</summary>
internal sealed class StatsCommands(ClusterStore clusters, StatsCatalog catalog)
{
    private static readonly TimeSpan LongestFilter = TimeSpan.FromMilliseconds(100);

    public IEnumerable<AdminCommand> Commands =>
    [
        new("/stats", Changes: false, "print server stats (?format=json|prometheus, ?filter=REGEX, ?type=Counters|Gauges|Histograms, ?usedonly)", StatsAsync),
        new("/stats/prometheus", Changes: false, "print server stats in prometheus format", PrometheusAsync),
        new("/clusters", Changes: false, "upstream cluster status (?format=json)", ClustersAsync),
        new("/reset_counters", Changes: true, "reset all counters to zero", ResetAsync),
    ];

    private Task StatsAsync(HttpContext context)
    {
        if (TryFilter(context, out var stats) is { } error)
            return AdminReply.TextAsync(context, 400, error);
        switch (context.Request.Query["format"].ToString())
        {
            case "prometheus":
                return AdminReply.TextAsync(context, 200, PrometheusText.Write(stats));
            case "json":
                return AdminReply.JsonAsync(context, StatsJson.Write(stats));
            case not ("" or "text"):
                return AdminReply.TextAsync(context, 400, "usage: /stats?format=(json|prometheus|text)\n\n");
        }

        var text = new StringBuilder();
        foreach (var stat in stats)
            text.Append(stat.Name).Append(": ").Append(stat.Histogram is { } histogram ? StatsText.Quantiles(histogram) : Number(stat.Value)).Append('\n');
        return AdminReply.TextAsync(context, 200, text.ToString());
    }

    private Task PrometheusAsync(HttpContext context) => TryFilter(context, out var stats) is { } error
        ? AdminReply.TextAsync(context, 400, error)
        : AdminReply.TextAsync(context, 200, PrometheusText.Write(stats));

    private Task ClustersAsync(HttpContext context) => AdminJson.IsRequested(context)
        ? AdminReply.JsonAsync(context, ClusterStatus.Json(clusters.All))
        : AdminReply.TextAsync(context, 200, ClusterStatus.Text(clusters.All));

    private Task ResetAsync(HttpContext context)
    {
        catalog.Reset();
        return AdminReply.TextAsync(context, 200, "OK\n");
    }

    /// <summary>The statistics that are asked for.</summary>
    /// <returns>What is wrong with the request; null when nothing is.</returns>
    private string? TryFilter(HttpContext context, out List<Stat> stats)
    {
        stats = [];
        if (!TryKinds(context.Request.Query["type"].ToString(), out var kinds))
            return "invalid &type= param\n";
        var usedOnly = context.Request.Query.ContainsKey("usedonly");
        try
        {
            var filter = context.Request.Query["filter"].ToString() is { Length: > 0 } pattern
                ? new Regex(pattern, RegexOptions.CultureInvariant, LongestFilter)
                : null;
            stats = [.. catalog.All().Where(stat => kinds.Contains(stat.Kind) && (!usedOnly || stat.IsUsed) && (filter is null || filter.IsMatch(stat.Name)))];
            return null;
        }
        catch (Exception failure) when (failure is RegexParseException or RegexMatchTimeoutException)
        {
            return $"Invalid regex: \"{context.Request.Query["filter"]}\"\n";
        }
    }

    /// <summary>Envoy's <c>type</c>; there are no text readouts here.</summary>
    private static bool TryKinds(string type, out StatKind[] kinds)
    {
        StatKind[]? known = type switch
        {
            "" or "All" => [StatKind.Counter, StatKind.Gauge, StatKind.Histogram],
            "Counters" => [StatKind.Counter],
            "Gauges" => [StatKind.Gauge],
            "Histograms" => [StatKind.Histogram],
            "TextReadouts" => [],
            _ => null,
        };
        kinds = known ?? [];
        return known is not null;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
