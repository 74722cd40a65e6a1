namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>What is counted of one resource.</summary>
internal sealed class ResourceEntry(ResourceKey key)
{
    private long _spans;
    private long _logs;
    private long _errorLogs;
    private long _points;
    private long _lastSeenTicks;

    public ResourceKey Key { get; } = key;

    /// <summary>How it described itself last. Written under the registry's lock.</summary>
    public TelemetryResource? Latest { get; set; }

    /// <summary>Its origins that are registered. Written under the registry's lock.</summary>
    public int OriginCount { get; set; }

    public void CountSpans(long count) => Interlocked.Add(ref _spans, count);

    public void CountPoints(long count) => Interlocked.Add(ref _points, count);

    public void CountLogs(long count, long errors)
    {
        Interlocked.Add(ref _logs, count);
        if (errors != 0)
            Interlocked.Add(ref _errorLogs, errors);
    }

    public void Seen(DateTimeOffset now) => Volatile.Write(ref _lastSeenTicks, now.UtcTicks);

    public ResourceSummary? Summarize() => Latest is null
        ? null
        : new ResourceSummary(
            Latest,
            new DateTimeOffset(Volatile.Read(ref _lastSeenTicks), TimeSpan.Zero),
            Interlocked.Read(ref _spans),
            Interlocked.Read(ref _logs),
            Interlocked.Read(ref _errorLogs),
            Interlocked.Read(ref _points));
}
