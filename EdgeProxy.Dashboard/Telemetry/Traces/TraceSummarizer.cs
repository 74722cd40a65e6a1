using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Turns the spans of a trace into its row.</summary>
internal static class TraceSummarizer
{
    private const int MaxResources = 20;

    /// <summary>The row of a trace that has at least one span.</summary>
    public static TraceSummary Summarize(TraceId id, SpanList list)
    {
        var spans = list.Span;
        var root = RootOf(spans);
        UnixNanoTime start = default, end = default;
        var errors = 0;
        var resources = new Dictionary<ResourceKey, (TelemetryResource Resource, int Spans, int Errors)>();
        foreach (ref readonly var span in spans)
        {
            if (span.Start.IsKnown && (!start.IsKnown || span.Start < start))
                start = span.Start;
            if (span.End > end)
                end = span.End;
            var failed = span.Status == SpanStatus.Error ? 1 : 0;
            errors += failed;
            var key = span.Origin.Resource.Key;
            var count = resources.GetValueOrDefault(key, (span.Origin.Resource, 0, 0));
            resources[key] = (count.Item1, count.Item2 + 1, count.Item3 + failed);
        }

        return new TraceSummary(
            id,
            SpanDecoder.Name(spans[root].Bytes),
            spans[root].Origin.Resource.ServiceName,
            spans[root].ParentSpanId.IsZero,
            start,
            Math.Max(0, end.Since(start)),
            spans.Length,
            errors,
            [.. resources.Values.Take(MaxResources).Select(count => new TraceResourceCount(count.Resource, count.Spans, count.Errors))],
            resources.Count,
            SpanOddityFinder.Find(list).Aggregate(SpanOddities.None, (all, one) => all | one));
    }

    /// <summary>The first span without a parent; while none has arrived, the span that started first.</summary>
    private static int RootOf(ReadOnlySpan<SpanRecord> spans)
    {
        var best = 0;
        for (var i = 1; i < spans.Length; i++)
        {
            var isRoot = spans[i].ParentSpanId.IsZero;
            var bestIsRoot = spans[best].ParentSpanId.IsZero;
            if (isRoot != bestIsRoot ? isRoot : spans[i].Start < spans[best].Start)
                best = i;
        }

        return best;
    }
}
