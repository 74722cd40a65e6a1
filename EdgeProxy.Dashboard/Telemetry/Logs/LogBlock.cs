namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>A row of log records that is only ever added to: what a reader has seen of it never changes.</summary>
internal sealed class LogBlock
{
    public const int Capacity = 512;

    private readonly LogEntry[] _entries = new LogEntry[Capacity];

    public int Count { get; private set; }

    /// <summary>The first that is stored still.</summary>
    public int Start { get; private set; }

    public bool IsFull => Count == Capacity;

    public bool IsEmpty => Start == Count;

    public void Add(in LogEntry entry) => _entries[Count++] = entry;

    public LogEntry RemoveFirst() => _entries[Start++];

    public ArraySegment<LogEntry> Stored => new(_entries, Start, Count - Start);
}
