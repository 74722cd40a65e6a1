using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>A ring of the last lines of one replica.</summary>
internal sealed class ConsoleLogBuffer(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<ConsoleLine> _lines = new();
    private ConsoleLogSnapshot? _snapshot;
    private long _lastNumber;
    private long _dropped;

    public void Append(IReadOnlyList<ConsoleLine> lines)
    {
        lock (_gate)
        {
            foreach (var line in lines)
            {
                if (line.N <= _lastNumber)
                    continue;
                _lastNumber = line.N;
                _lines.Enqueue(line);
                if (_lines.Count > capacity)
                {
                    _lines.Dequeue();
                    _dropped++;
                }
            }

            _snapshot = null;
        }
    }

    public ConsoleLogSnapshot Read()
    {
        lock (_gate)
            return _snapshot ??= new ConsoleLogSnapshot([.. _lines], _dropped);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
            _snapshot = null;
        }
    }
}
