using System.Runtime.InteropServices;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>
/// Holds spans by trace, bounded in traces and in bytes; the trace that began to arrive first leaves first. One lock, held for the time that
/// it takes to copy a batch: reading and checking it happen before, querying after.
/// </summary>
internal sealed class TraceStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TraceId, TraceEntry> _traces = [];
    private readonly Queue<TraceEntry> _order = new();
    private readonly RecordArena _arena = new();
    private readonly TelemetryLimitsOptions _limits;
    private readonly TelemetryChanges _changes;
    private long _entryBytes;
    private long _version;
    private long _evictedTraces;
    private long _repeatedSpans;

    public TraceStore(IOptions<TelemetryLimitsOptions> limits, TelemetryChanges changes, OriginRegistry origins)
    {
        _limits = limits.Value;
        _changes = changes;
        origins.OriginsEvicted += () => RemoveWhere(span => span.Origin.Evicted);
    }

    /// <summary>Traces that left because a limit was reached, since the start.</summary>
    public long EvictedCount => Interlocked.Read(ref _evictedTraces);

    /// <summary>Spans that came again and were stored once.</summary>
    public long RepeatedCount => Interlocked.Read(ref _repeatedSpans);

    /// <summary>The bytes that all traces take, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _entryBytes + _arena.AllocatedBytes;
        }
    }

    public void Add(List<PendingRecord<SpanHeader>> spans)
    {
        if (spans.Count == 0)
            return;
        lock (_lock)
        {
            TraceEntry? trace = null;
            var batch = CollectionsMarshal.AsSpan(spans);
            for (var i = 0; i < batch.Length; i++)
            {
                if (trace?.Id != batch[i].Header.TraceId || trace.Removed)
                    trace = FindOrAdd(batch[i..]);
                Store(trace, batch[i]);
                if (_entryBytes + _arena.AllocatedBytes > _limits.MaxTraceBytes)
                    Evict();
            }

            Evict();
        }

        _changes.Publish(TelemetrySignals.Traces | TelemetrySignals.Resources);
    }

    /// <summary>The traces stored now, the longest stored first.</summary>
    public TraceView[] Snapshot()
    {
        TraceView[] views;
        var stale = new List<(int Place, TraceEntry Trace, long Version)>();
        lock (_lock)
        {
            views = new TraceView[_traces.Count];
            var place = 0;
            foreach (var trace in _order)
            {
                if (trace.Removed)
                    continue;
                if (trace.Summary is null)
                    stale.Add((place, trace, trace.Version));
                views[place++] = new TraceView(trace.Summary!, trace.Spans);
            }
        }

        // Rows are made outside the lock, so that a first look at a full store does not hold up what arrives.
        foreach (var (place, trace, _) in stale)
            views[place] = views[place] with { Summary = TraceSummarizer.Summarize(trace.Id, views[place].Spans) };
        Remember(stale, views);
        return views;
    }

    /// <summary>The spans of one trace and its version; none when it is not stored.</summary>
    public (SpanList Spans, long Version) SpansOf(TraceId id)
    {
        lock (_lock)
            return _traces.TryGetValue(id, out var trace) ? (trace.Spans, trace.Version) : default;
    }

    public void Clear(ResourceKey? resource)
    {
        RemoveWhere(span => resource is null || span.Origin.Resource.Key == resource);
        _changes.Publish(TelemetrySignals.Traces);
    }

    private void Remember(List<(int Place, TraceEntry Trace, long Version)> made, TraceView[] views)
    {
        if (made.Count == 0)
            return;
        lock (_lock)
        {
            foreach (var (place, trace, version) in made)
            {
                if (trace.Version == version)
                    trace.Summary = views[place].Summary;
            }
        }
    }

    /// <summary>The trace of the first of <paramref name="spans"/>.</summary>
    private TraceEntry FindOrAdd(ReadOnlySpan<PendingRecord<SpanHeader>> spans)
    {
        var id = spans[0].Header.TraceId;
        if (_traces.TryGetValue(id, out var trace))
            return trace;
        var together = 1;
        while (together < spans.Length && spans[together].Header.TraceId == id)
            together++;
        // Versions never start again at 1: a trace that left and came back is another.
        trace = new TraceEntry(id, together) { Version = _version += 1_000_000 };
        _traces.Add(id, trace);
        _order.Enqueue(trace);
        _entryBytes += trace.Bytes;
        return trace;
    }

    private void Store(TraceEntry trace, in PendingRecord<SpanHeader> span)
    {
        var bytes = span.Bytes.Span;
        if (trace.Holds(span.Header, bytes))
        {
            _repeatedSpans++;
            return;
        }

        var before = trace.Bytes;
        trace.Add(new SpanRecord(_arena.Add(bytes), span.Origin, span.Header));
        _entryBytes += trace.Bytes - before;
    }

    private void Evict()
    {
        while ((_traces.Count > _limits.MaxTraceCount || _entryBytes + _arena.AllocatedBytes > _limits.MaxTraceBytes)
            && _order.TryDequeue(out var oldest))
        {
            if (oldest.Removed)
                continue;
            foreach (ref readonly var span in oldest.Spans.Span)
                _arena.Release(span.Bytes);
            Remove(oldest);
            _evictedTraces++;
        }
    }

    private void RemoveWhere(Func<SpanRecord, bool> leaves)
    {
        lock (_lock)
        {
            foreach (var trace in _order.Where(trace => !trace.Removed).ToArray())
            {
                var before = trace.Bytes;
                if (trace.RemoveWhere(leaves, _arena) == 0)
                    continue;
                _entryBytes += trace.Bytes - before;
                if (trace.Spans.Count == 0)
                    Remove(trace);
            }

            while (_order.TryPeek(out var first) && first.Removed)
                _order.Dequeue();
        }
    }

    private void Remove(TraceEntry trace)
    {
        trace.Removed = true;
        _traces.Remove(trace.Id);
        _entryBytes -= trace.Bytes;
    }
}
