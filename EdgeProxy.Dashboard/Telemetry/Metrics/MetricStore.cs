using System.Runtime.InteropServices;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>Holds metric points by series, bounded in points of a series and in bytes of all; the oldest leaves first. Safe for several threads.</summary>
internal sealed class MetricStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Origin Origin, string Name, InstrumentKind Kind), InstrumentEntry> _instruments = [];
    private readonly Queue<SeriesEntry> _order = new();
    private readonly RecordArena _arena = new();
    private readonly WireWriter _scratch = new();
    private readonly TelemetryLimitsOptions _limits;
    private readonly TelemetryChanges _changes;
    private long _seriesBytes;
    private long _evicted;

    public MetricStore(IOptions<TelemetryLimitsOptions> limits, TelemetryChanges changes, OriginRegistry origins)
    {
        _limits = limits.Value;
        _changes = changes;
        origins.OriginsEvicted += () => RemoveWhere(series => series.Origin.Evicted);
    }

    /// <summary>Points that left because a limit was reached, since the start.</summary>
    public long EvictedCount => Interlocked.Read(ref _evicted);

    /// <summary>The bytes that all series take, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return TotalBytes;
        }
    }

    private long TotalBytes => _seriesBytes + _arena.AllocatedBytes + (_order.Count * (long)IntPtr.Size);

    public void Add(List<PendingRecord<PointHeader>> points)
    {
        if (points.Count == 0)
            return;
        lock (_lock)
        {
            foreach (ref readonly var point in CollectionsMarshal.AsSpan(points))
            {
                Store(SeriesOf(point), point);
                while (TotalBytes > _limits.MaxMetricBytes && EvictOldest())
                {
                }
            }
        }

        _changes.Publish(TelemetrySignals.Metrics | TelemetrySignals.Resources);
    }

    /// <summary>Reads the instruments under the lock: <paramref name="read"/> takes copies along.</summary>
    public T Read<T>(Func<IEnumerable<InstrumentEntry>, T> read)
    {
        lock (_lock)
            return read(_instruments.Values);
    }

    public void Clear(ResourceKey? resource)
    {
        RemoveWhere(series => resource is null || series.Origin.Resource.Key == resource);
        _changes.Publish(TelemetrySignals.Metrics);
    }

    private SeriesEntry SeriesOf(in PendingRecord<PointHeader> point)
    {
        var metric = point.Header.Metric;
        ref var instrument = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _instruments, (point.Origin, metric.Name, metric.Kind), out _);
        instrument ??= new InstrumentEntry(point.Origin, metric);
        instrument.Metric = metric;
        if (instrument.Series.TryGetValue(point.Header.AttributesHash, out var series))
            return series;
        var attributes = AttributeDecoder.DecodeList(point.Bytes.Span, PointFields.Of(metric.Kind).Attributes, 0);
        series = new SeriesEntry(instrument, point.Header.AttributesHash, point.Origin, attributes, point.Bytes.Length);
        instrument.Series.Add(series.Hash, series);
        _seriesBytes += series.Bytes;
        return series;
    }

    private void Store(SeriesEntry series, in PendingRecord<PointHeader> point)
    {
        var header = point.Header;
        // The last point again is a repeated delivery (OTLP, "Duplicate Data").
        if (series.Count > 0 && series.Points[^1].Time == header.Time && series.Points[^1].Start == header.Start)
            return;
        var bytes = header.NeedsBytes ? _arena.Add(WithoutAttributes(point.Bytes.Span, header.Metric.Kind)) : default;
        var before = series.Bytes;
        series.Add(new PointRecord(header.Start, header.Time, header.HasValue ? header.Value : null, bytes));
        _order.Enqueue(series);
        _seriesBytes += series.Bytes - before;
        if (series.Count > _limits.MaxMetricsCount)
            RemoveFirst(series);
    }

    /// <summary>The attributes are the series' own: no point keeps them.</summary>
    private ReadOnlySpan<byte> WithoutAttributes(ReadOnlySpan<byte> point, InstrumentKind kind)
    {
        _scratch.Clear();
        var attributes = PointFields.Of(kind).Attributes;
        var reader = new WireReader(point);
        for (var start = 0; reader.TryReadTag(out var field, out var type); start = reader.Position)
        {
            reader.Skip(type);
            if (field != attributes)
                _scratch.WriteRaw(point[start..reader.Position]);
        }

        return _scratch.Written;
    }

    private bool EvictOldest()
    {
        while (_order.TryDequeue(out var series))
        {
            if (series.Removed || series.Count == 0)
                continue;
            RemoveFirst(series);
            return true;
        }

        return false;
    }

    private void RemoveFirst(SeriesEntry series)
    {
        Release(series.RemoveFirst());
        _evicted++;
        if (series.Count == 0)
            Remove(series);
    }

    private void RemoveWhere(Func<SeriesEntry, bool> leaves)
    {
        lock (_lock)
        {
            foreach (var series in _instruments.Values.SelectMany(instrument => instrument.Series.Values).Where(leaves).ToArray())
            {
                foreach (var point in series.Points)
                    Release(point);
                Remove(series);
            }
        }
    }

    private void Release(in PointRecord point)
    {
        if (point.Bytes.Length > 0)
            _arena.Release(point.Bytes);
    }

    private void Remove(SeriesEntry series)
    {
        series.Removed = true;
        _seriesBytes -= series.Bytes;
        var instrument = series.Instrument;
        instrument.Series.Remove(series.Hash);
        if (instrument.Series.Count == 0)
            _instruments.Remove((instrument.Origin, instrument.Metric.Name, instrument.Metric.Kind));
    }
}
