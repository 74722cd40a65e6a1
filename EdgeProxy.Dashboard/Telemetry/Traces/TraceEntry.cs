using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Storage;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A stored trace. Changed under the store's lock alone; what a <see cref="SpanList"/> covers never changes.</summary>
/// <param name="id">Its id.</param>
/// <param name="capacity">How many of its spans came together, 1 at least: most traces come whole, and then nothing is copied nor left empty.</param>
internal sealed class TraceEntry(TraceId id, int capacity)
{
    /// <summary>What a trace takes beside its spans.</summary>
    public const int Size = 320;

    /// <summary>From so many spans on, a set tells whether an id is known.</summary>
    private const int IndexedFrom = 48;

    private SpanRecord[] _spans = new SpanRecord[capacity];
    private int _count;
    private HashSet<SpanId>? _ids;

    public TraceId Id { get; } = id;

    public long Version { get; set; }

    /// <summary>It is not stored any more.</summary>
    public bool Removed { get; set; }

    /// <summary>Its row, until the next change.</summary>
    public TraceSummary? Summary { get; set; }

    public SpanList Spans => new(_spans, _count);

    public long Bytes => Size + ((long)_spans.Length * SpanRecord.Size) + ((_ids?.Count ?? 0) * 24L);

    /// <summary>
    /// Whether the same span is here already: senders repeat what was not acknowledged (OTLP, "Duplicate Data"), byte for byte; what was
    /// exported and imported again is written in another order.
    /// </summary>
    public bool Holds(in SpanHeader span, ReadOnlySpan<byte> bytes)
    {
        if (_ids is not null && !_ids.Contains(span.SpanId))
            return false;
        for (var i = 0; i < _count; i++)
        {
            if (_spans[i].SpanId == span.SpanId && (_spans[i].Bytes.Span.SequenceEqual(bytes) || IsSame(_spans[i], span, bytes)))
                return true;
        }

        return false;
    }

    private static bool IsSame(in SpanRecord stored, in SpanHeader span, ReadOnlySpan<byte> bytes) =>
        stored.Start == span.Start
        && stored.End == span.End
        && stored.ParentSpanId == span.ParentSpanId
        && stored.Kind == span.Kind
        && stored.Status == span.Status
        && SpanDecoder.Name(stored.Bytes.Span) == SpanDecoder.Name(bytes);

    public void Add(in SpanRecord span)
    {
        if (_count == _spans.Length)
            Array.Resize(ref _spans, _count + Math.Max(2, _count / 2));
        _spans[_count++] = span;
        if (_ids is not null)
            _ids.Add(span.SpanId);
        else if (_count == IndexedFrom)
            _ids = [.. Enumerable.Range(0, _count).Select(i => _spans[i].SpanId)];
        Changed();
    }

    /// <summary>Lets the spans that satisfy <paramref name="leaves"/> leave and gives their bytes back.</summary>
    /// <returns>How many left.</returns>
    public int RemoveWhere(Func<SpanRecord, bool> leaves, RecordArena arena)
    {
        var kept = new SpanRecord[Math.Max(1, _count)];
        var count = 0;
        for (var i = 0; i < _count; i++)
        {
            if (leaves(_spans[i]))
                arena.Release(_spans[i].Bytes);
            else
                kept[count++] = _spans[i];
        }

        var removed = _count - count;
        if (removed == 0)
            return 0;
        // A new array: readers may hold the old one.
        _spans = kept;
        _count = count;
        _ids = count < IndexedFrom ? null : [.. Enumerable.Range(0, count).Select(i => kept[i].SpanId)];
        Changed();
        return removed;
    }

    private void Changed()
    {
        Version++;
        Summary = null;
    }
}
