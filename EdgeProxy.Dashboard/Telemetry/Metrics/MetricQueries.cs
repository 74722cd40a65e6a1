using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <inheritdoc cref="IMetricQueries"/>
/// <param name="store">What is stored.</param>
internal sealed class MetricQueries(MetricStore store) : IMetricQueries
{
    /// <inheritdoc/>
    public long EvictedPointCount => store.EvictedCount;

    /// <inheritdoc/>
    public IReadOnlyList<MeterSummary> Meters(string serviceName, string? instanceId = null) => store.Read(instruments =>
        instruments
            .Where(instrument => Matches(instrument.Origin.Resource.Key, serviceName, instanceId))
            .GroupBy(instrument => instrument.Origin.Scope.Name)
            .OrderBy(meter => meter.Key, StringComparer.Ordinal)
            .Select(meter => new MeterSummary(
                meter.Key,
                [.. meter.GroupBy(instrument => instrument.Metric.Name)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(Summarize)]))
            .ToArray());

    /// <inheritdoc/>
    public InstrumentData? Find(MetricQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        // Points are copied under the lock and decoded outside.
        var (summary, copies) = store.Read(instruments => Copy(instruments, query));
        if (summary is null)
            return null;
        var series = copies
            .Where(copy => IsWanted(copy.Attributes, query))
            .Select(copy => new MetricSeries(
                copy.Resource,
                copy.Attributes,
                [.. copy.Points.OrderBy(point => point.Time).Select(point => PointDecoder.Decode(point, summary.Kind))]));
        return new InstrumentData(summary, [.. series], DimensionsOf(copies.Select(copy => copy.Attributes)));
    }

    private static (InstrumentSummary? Summary, List<(TelemetryResource Resource, AttributeList Attributes, PointRecord[] Points)> Series) Copy(
        IEnumerable<InstrumentEntry> instruments, MetricQuery query)
    {
        var found = instruments
            .Where(instrument => instrument.Key == query.Instrument
                && Matches(instrument.Origin.Resource.Key, query.ServiceName, query.InstanceId))
            .ToList();
        if (found.Count == 0)
            return (null, []);
        // An instrument that changed its kind while it ran: the newest description counts.
        var summary = Summarize(found);
        var series = found
            .Where(instrument => instrument.Metric.Kind == summary.Kind)
            .SelectMany(instrument => instrument.Series.Values)
            .Select(one => (one.Origin.Resource, one.Attributes, PointsWithin(one.Points, query)))
            .ToList();
        return (summary, series);
    }

    /// <summary>The points of the asked time, and the one before, which rates start from.</summary>
    private static PointRecord[] PointsWithin(ReadOnlySpan<PointRecord> points, MetricQuery query)
    {
        var first = 0;
        while (first < points.Length && points[first].Time < query.From)
            first++;
        var end = first;
        while (end < points.Length && points[end].Time <= query.To)
            end++;
        return points[Math.Max(0, first - 1)..end].ToArray();
    }

    private static InstrumentSummary Summarize(IEnumerable<InstrumentEntry> group)
    {
        var entries = group.ToList();
        var newest = entries[^1];
        return new InstrumentSummary(
            newest.Key,
            newest.Metric.Description,
            newest.Metric.Unit,
            newest.Metric.Kind,
            newest.Metric.Temporality,
            entries.Sum(entry => entry.Series.Count));
    }

    private static bool Matches(ResourceKey key, string serviceName, string? instanceId) =>
        key.ServiceName == serviceName && (instanceId is null || key.InstanceId == instanceId);

    private static bool IsWanted(AttributeList attributes, MetricQuery query) =>
        query.Dimensions.All(dimension => dimension.Value.Contains(attributes.Find(dimension.Key) ?? ""));

    private static SortedDictionary<string, IReadOnlyList<string>> DimensionsOf(IEnumerable<AttributeList> series)
    {
        var all = series.ToList();
        var keys = all.SelectMany(attributes => attributes).Select(attribute => attribute.Key).Distinct();
        var dimensions = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var key in keys)
            dimensions[key] = [.. all.Select(attributes => attributes.Find(key) ?? "").Distinct().Order(StringComparer.Ordinal)];
        return dimensions;
    }
}
