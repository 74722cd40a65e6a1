using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Hosting.Logs;


/// <summary>The last lines of one source: a replica, or the AppHost itself. The oldest leave first.</summary>
internal sealed class ConsoleLog(TimeProvider time)
{
    private const int MaxLines = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<ConsoleLine> _lines = new();
    private readonly List<Action<ConsoleLine>> _readers = [];
    private long _count;

    public void Add(string text, ConsoleStream stream)
    {
        lock (_lock)
        {
            var line = new ConsoleLine(++_count, time.GetUtcNow(), stream, text);
            if (_lines.Count == MaxLines)
                _lines.Dequeue();
            _lines.Enqueue(line);
            foreach (var reader in _readers)
                reader(line);
        }
    }

    public IReadOnlyList<ConsoleLine> Last(int count)
    {
        lock (_lock)
            return [.. _lines.TakeLast(count)];
    }

    /// <summary>Sends what is there and then every line to <paramref name="reader"/>, which must not wait.</summary>
    public void Follow(Action<ConsoleLine> reader)
    {
        lock (_lock)
        {
            foreach (var line in _lines)
                reader(line);
            _readers.Add(reader);
        }
    }

    public void Unfollow(Action<ConsoleLine> reader)
    {
        lock (_lock)
            _readers.Remove(reader);
    }
}
