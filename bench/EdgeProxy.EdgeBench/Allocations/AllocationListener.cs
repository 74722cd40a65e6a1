using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;

namespace EdgeProxy.EdgeBench.Allocations;

/// <summary>Adds up what the process that it runs in allocates, by type, from the runtime's samples (<c>GCAllocationTick</c>: one each 100 KB or so).</summary>
internal sealed class AllocationListener : EventListener
{
    /// <summary>The variable that names the file for <see cref="AllocationCounts"/>.</summary>
    public const string FileVariable = "EDGE_BENCH_ALLOCATIONS";

    private const EventKeywords Gc = (EventKeywords)1;
    private static readonly TimeSpan WriteInterval = TimeSpan.FromMilliseconds(500);
    private static AllocationListener? _running;
    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Timer? _timer;

    /// <summary>Starts, in a process that has the variable of where to write.</summary>
    public static void Start()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file)
            return;
        _running = new AllocationListener();
        _running._timer = new Timer(_ => _running.Write(file), null, WriteInterval, WriteInterval);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, Gc);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) != true)
            return;
        var names = eventData.PayloadNames!;
        var type = (string)eventData.Payload![names.IndexOf("TypeName")]!;
        var amount = Convert.ToInt64(eventData.Payload[names.IndexOf("AllocationAmount64")], CultureInfo.InvariantCulture);
        lock (_lock)
            _bytes[type] = _bytes.GetValueOrDefault(type) + amount;
    }

    private void Write(string file)
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var (type, bytes) in _bytes)
                text.Append(CultureInfo.InvariantCulture, $"{bytes} {type}\n");
        }

        // Whole or not at all: it is read meanwhile.
        File.WriteAllText(file + ".new", text.ToString());
        File.Move(file + ".new", file, overwrite: true);
    }
}
