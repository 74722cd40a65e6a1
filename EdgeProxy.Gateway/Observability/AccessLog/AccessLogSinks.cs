using System.Collections.Concurrent;

namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>The files that are written to, one sink for each path whatever the number of logs.</summary>
internal sealed class AccessLogSinks(TimeProvider time, ILogger<AccessLogSink> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<AccessLogSink>> _sinks = new(StringComparer.Ordinal);

    /// <summary>Lines that were dropped because a file was too slow.</summary>
    public long Dropped => _sinks.Values.Where(sink => sink.IsValueCreated).Sum(sink => sink.Value.Dropped);

    public AccessLogSink Get(string path) =>
        _sinks.GetOrAdd(path, path => new Lazy<AccessLogSink>(() => new AccessLogSink(path, () => LogFile.Open(path), time, logger))).Value;

    /// <summary>Closes every file and opens it again by its name, for a log that was renamed. No line is lost.</summary>
    public void Reopen()
    {
        foreach (var sink in _sinks.Values.Where(sink => sink.IsValueCreated))
            sink.Value.Reopen();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sink in _sinks.Values.Where(sink => sink.IsValueCreated))
            await sink.Value.DisposeAsync();
    }
}
