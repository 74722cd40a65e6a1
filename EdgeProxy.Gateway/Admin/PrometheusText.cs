using System.Globalization;
using System.Text;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes statistics in Prometheus' text format, with Envoy's names and labels.</summary>
internal static class PrometheusText
{
    public static string Write(IEnumerable<Stat> stats)
    {
        var text = new StringBuilder();
        foreach (var family in stats.GroupBy(stat => Sanitize(stat.PrometheusName)).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            text.Append("# TYPE ").Append(family.Key).Append(' ').Append(TypeName(family.First().Kind)).Append('\n');
            foreach (var stat in family)
            {
                if (stat.Histogram is { } histogram)
                    WriteHistogram(text, family.Key, stat.Labels, histogram);
                else
                    WriteLine(text, family.Key, stat.Labels, stat.Value.ToString(CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, StatHistogram histogram)
    {
        var (buckets, sum) = histogram.Read();
        var separator = labels.Length > 0 ? "," : "";
        var total = 0L;
        for (var index = 0; index < buckets.Length; index++)
        {
            total += buckets[index];
            var bound = index < StatHistogram.Bounds.Count ? StatHistogram.Bounds[index].ToString(CultureInfo.InvariantCulture) : "+Inf";
            WriteLine(text, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", total.ToString(CultureInfo.InvariantCulture));
        }

        WriteLine(text, name + "_sum", labels, sum.ToString(CultureInfo.InvariantCulture));
        WriteLine(text, name + "_count", labels, total.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteLine(StringBuilder text, string name, string labels, string value) =>
        text.Append(name).Append('{').Append(labels).Append("} ").Append(value).Append('\n');

    private static string TypeName(StatKind kind) => kind switch
    {
        StatKind.Counter => "counter",
        StatKind.Gauge => "gauge",
        _ => "histogram",
    };

    private static string Sanitize(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == ':' ? letter : '_'));
}
