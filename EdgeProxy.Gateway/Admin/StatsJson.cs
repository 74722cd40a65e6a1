using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes statistics as Envoy's JSON does.</summary>
internal static class StatsJson
{
    private static readonly double[] Supported = [0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];

    public static string Write(IReadOnlyList<Stat> stats) => AdminJson.Write(json =>
    {
        json.WriteStartArray("stats");
        foreach (var stat in stats.Where(stat => stat.Histogram is null))
        {
            json.WriteStartObject();
            json.WriteString("name", stat.Name);
            json.WriteNumber("value", stat.Value);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteStartObject("histograms");
        json.WriteStartArray("supported_quantiles");
        foreach (var quantile in Supported)
            json.WriteNumberValue(quantile);
        json.WriteEndArray();
        json.WriteStartArray("computed_quantiles");
        foreach (var stat in stats.Where(stat => stat.Histogram is not null))
        {
            var (buckets, _) = stat.Histogram!.Read();
            json.WriteStartObject();
            json.WriteString("name", stat.Name);
            json.WriteStartArray("values");
            foreach (var quantile in Supported)
            {
                json.WriteStartObject();
                json.WriteNumber("cumulative", StatsText.Quantile(buckets, quantile / 100));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });
}
