using System.Runtime.InteropServices;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>Holds log records in the order of arrival, bounded in number and in bytes; the oldest leaves first. Safe for several threads.</summary>
internal sealed class LogStore
{
    private readonly Lock _lock = new();
    private readonly RecordArena _arena = new();
    private readonly TelemetryLimitsOptions _limits;
    private readonly TelemetryChanges _changes;
    private Queue<LogBlock> _blocks = new();
    private LogBlock? _last;
    private int _count;
    private long _sequence;
    private long _evicted;

    public LogStore(IOptions<TelemetryLimitsOptions> limits, TelemetryChanges changes, OriginRegistry origins)
    {
        _limits = limits.Value;
        _changes = changes;
        origins.OriginsEvicted += () => RemoveWhere(log => log.Origin.Evicted);
    }

    /// <summary>Records that left because a limit was reached, since the start.</summary>
    public long EvictedCount => Interlocked.Read(ref _evicted);

    /// <summary>The place of the newest record in the order of arrival, 0 for none yet.</summary>
    public long LastSequence => Interlocked.Read(ref _sequence);

    /// <summary>The bytes that all records take, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return TotalBytes;
        }
    }

    private long TotalBytes => _arena.AllocatedBytes + ((long)_blocks.Count * LogBlock.Capacity * LogEntry.Size);

    public void Add(List<PendingRecord<LogHeader>> logs)
    {
        if (logs.Count == 0)
            return;
        lock (_lock)
        {
            foreach (ref readonly var log in CollectionsMarshal.AsSpan(logs))
            {
                Append(new LogEntry(++_sequence, _arena.Add(log.Bytes.Span), log.Origin, log.Header));
                while ((_count > _limits.MaxLogCount || TotalBytes > _limits.MaxLogBytes) && _count > 0)
                    EvictOldest();
            }
        }

        _changes.Publish(TelemetrySignals.Logs | TelemetrySignals.Resources);
    }

    /// <summary>The records stored now, in the order of arrival.</summary>
    public IReadOnlyList<ArraySegment<LogEntry>> Snapshot()
    {
        lock (_lock)
            return [.. _blocks.Select(block => block.Stored)];
    }

    public void Clear(ResourceKey? resource)
    {
        RemoveWhere(log => resource is null || log.Origin.Resource.Key == resource);
        _changes.Publish(TelemetrySignals.Logs);
    }

    private void Append(in LogEntry log)
    {
        if (_last is null || _last.IsFull)
            _blocks.Enqueue(_last = new LogBlock());
        _last.Add(log);
        _count++;
    }

    private void EvictOldest()
    {
        var block = _blocks.Peek();
        _arena.Release(block.RemoveFirst().Bytes);
        _count--;
        _evicted++;
        if (!block.IsEmpty || (!block.IsFull && block == _last))
            return;
        _blocks.Dequeue();
        if (block == _last)
            _last = null;
    }

    private void RemoveWhere(Func<LogEntry, bool> leaves)
    {
        lock (_lock)
        {
            // Into new blocks: readers may hold the old ones.
            var old = _blocks;
            (_blocks, _last, _count) = (new Queue<LogBlock>(), null, 0);
            foreach (var block in old)
            {
                foreach (var log in block.Stored)
                {
                    if (leaves(log))
                        _arena.Release(log.Bytes);
                    else
                        Append(log);
                }
            }
        }
    }
}
