using System.Collections.Concurrent;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>The last console lines of each replica, bounded: the oldest leave first and are counted.</summary>
internal sealed class ConsoleLogStore(IOptions<ResourceFeedOptions> options)
{
    private readonly ConcurrentDictionary<string, ConsoleLogBuffer> _buffers = new(StringComparer.Ordinal);

    /// <summary>Raised after lines came or went, on the feed's thread: handlers only note it.</summary>
    public event Action? Changed;

    /// <summary>Who wrote something.</summary>
    public IReadOnlyCollection<string> Resources => [.. _buffers.Keys];

    /// <summary>Adds lines; those whose number is already known are dropped.</summary>
    public void Append(string resource, IReadOnlyList<ConsoleLine> lines)
    {
        _buffers.GetOrAdd(resource, _ => new ConsoleLogBuffer(options.Value.MaxConsoleLines)).Append(lines);
        Changed?.Invoke();
    }

    /// <summary>The lines of one replica, oldest first; none for a name that wrote nothing.</summary>
    public ConsoleLogSnapshot Read(string resource) =>
        _buffers.TryGetValue(resource, out var buffer) ? buffer.Read() : ConsoleLogSnapshot.Empty;

    /// <summary>Hides the lines written so far by one replica. Its numbers go on, so that a reconnect does not bring them back.</summary>
    public void Clear(string resource)
    {
        if (_buffers.TryGetValue(resource, out var buffer))
            buffer.Clear();
        Changed?.Invoke();
    }

    /// <summary>Forgets one replica.</summary>
    public void Remove(string resource)
    {
        _buffers.TryRemove(resource, out _);
        Changed?.Invoke();
    }

    /// <summary>Forgets everything: another run of the engine began, and its numbers start at 1 again.</summary>
    public void Reset()
    {
        _buffers.Clear();
        Changed?.Invoke();
    }
}
