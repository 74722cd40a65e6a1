using EdgeProxy.Dashboard.Telemetry.Decoding;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <inheritdoc cref="ITraceQueries"/>
/// <param name="store">What is stored.</param>
internal sealed class TraceQueries(TraceStore store) : ITraceQueries
{
    private const int MaxBacklinks = 100;
    private const int MaxKeys = 500;
    private const int KeySampleSize = 2_000;

    /// <inheritdoc/>
    public TraceList List(TraceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var traces = store.Snapshot();
        var filter = new TraceFilter(query);
        var matches = new List<TraceSummary>(traces.Length);
        foreach (var (summary, spans) in traces)
        {
            if (filter.Matches(summary, spans))
                matches.Add(summary);
        }

        var longest = matches.Count == 0 ? 0 : matches.Max(match => match.DurationNanoseconds);
        var histogram = TraceHistogram.Count(matches);
        matches.Sort(new TraceOrder(query));
        var page = matches.Skip(query.Offset).Take(query.Limit).ToArray();
        return new TraceList(new ResultPage<TraceSummary>(page, matches.Count, traces.Length, store.EvictedCount), longest, histogram);
    }

    /// <inheritdoc/>
    public TraceSnapshot? Find(TraceId id)
    {
        var (list, version) = store.SpansOf(id);
        if (list.Count == 0)
            return null;
        var oddities = SpanOddityFinder.Find(list);
        var spans = new SpanSnapshot[list.Count];
        for (var i = 0; i < spans.Length; i++)
            spans[i] = SpanDecoder.Snapshot(id, list.Span[i], oddities[i]);
        // By start, and what arrived first where starts are the same.
        var sorted = spans.OrderBy(span => span.Start).ToArray();
        return new TraceSnapshot(TraceSummarizer.Summarize(id, list), sorted, version);
    }

    /// <inheritdoc/>
    public long VersionOf(TraceId id) => store.SpansOf(id).Version;

    /// <inheritdoc/>
    public IReadOnlyList<SpanBacklink> FindBacklinks(TraceId trace, SpanId span)
    {
        var found = new List<SpanBacklink>();
        foreach (var (summary, spans) in store.Snapshot())
        {
            foreach (ref readonly var record in spans.Span)
            {
                if (!SpanLinkFinder.LinksTo(record.Bytes.Span, trace, span))
                    continue;
                found.Add(new SpanBacklink(summary.TraceId, record.SpanId, SpanDecoder.Name(record.Bytes), record.Origin.Resource.ServiceName));
                if (found.Count == MaxBacklinks)
                    return found;
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> AttributeKeys()
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var sampled = 0;
        foreach (var (_, spans) in store.Snapshot().Reverse())
        {
            foreach (ref readonly var record in spans.Span)
            {
                foreach (var attribute in SpanDecoder.Attributes(record.Bytes))
                    keys.Add(attribute.Key);
                if (++sampled == KeySampleSize || keys.Count >= MaxKeys)
                    return [.. keys.Take(MaxKeys)];
            }
        }

        return [.. keys];
    }
}
