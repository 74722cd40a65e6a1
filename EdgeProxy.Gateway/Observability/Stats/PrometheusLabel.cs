namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>Labels of Prometheus' text format.</summary>
internal static class PrometheusLabel
{
    /// <summary>A value as it stands between quotes.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
