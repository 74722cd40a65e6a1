using EdgeProxy.Dashboard.Telemetry.Decoding;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <inheritdoc cref="ILogQueries"/>
/// <param name="store">What is stored.</param>
internal sealed class LogQueries(LogStore store) : ILogQueries
{
    private const int MaxKeys = 500;
    private const int KeySampleSize = 2_000;

    /// <inheritdoc/>
    public long LastSequence => store.LastSequence;

    /// <inheritdoc/>
    public ResultPage<LogSnapshot> List(LogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = new LogFilter(query);
        var matches = new List<(long Time, long Sequence, ArraySegment<LogEntry> Block, int Index)>();
        var stored = 0;
        foreach (var block in store.Snapshot())
        {
            stored += block.Count;
            for (var i = 0; i < block.Count; i++)
            {
                if (filter.Matches(block.Array![block.Offset + i]))
                    matches.Add((block[i].Header.Time.Nanoseconds, block[i].Sequence, block, i));
            }
        }

        matches.Sort((left, right) => (left.Time, left.Sequence).CompareTo((right.Time, right.Sequence)));
        if (query.Descending)
            matches.Reverse();
        var page = matches.Skip(query.Offset).Take(query.Limit).Select(match => LogDecoder.Snapshot(match.Block[match.Index]));
        return new ResultPage<LogSnapshot>([.. page], matches.Count, stored, store.EvictedCount);
    }

    /// <inheritdoc/>
    public LogSnapshot? Find(long sequence)
    {
        foreach (var log in store.Snapshot().SelectMany(block => block))
        {
            if (log.Sequence == sequence)
                return LogDecoder.Snapshot(log);
        }

        return null;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<ResourceKey, int> CountErrorsAfter(long sequence)
    {
        var counts = new Dictionary<ResourceKey, int>();
        foreach (var log in store.Snapshot().SelectMany(block => block))
        {
            if (log.Sequence > sequence && log.IsError)
                counts[log.Origin.Resource.Key] = counts.GetValueOrDefault(log.Origin.Resource.Key) + 1;
        }

        return counts;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> AttributeKeys()
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var log in store.Snapshot().Reverse().SelectMany(block => block).Take(KeySampleSize))
        {
            foreach (var attribute in LogDecoder.Details(log.Bytes).Attributes)
                keys.Add(attribute.Key);
        }

        return [.. keys.Take(MaxKeys)];
    }
}
