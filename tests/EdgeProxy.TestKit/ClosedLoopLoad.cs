using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.TestKit;

/// <summary>
/// A fixed number of connections, each asking again as soon as it was answered. Every request is counted by what came of it, and the longest
/// wait is kept.
/// </summary>
public sealed class ClosedLoopLoad : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Uri _target;
    private readonly TimeSpan _pause;
    private readonly Version _version;
    private readonly string? _body;
    private long _served;
    private long _longest;

    /// <summary>Starts the load.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="pause">How long each connection rests after an answer that is no success, so that a refused one does not spin; 0 by default.</param>
    /// <param name="version">The protocol, HTTP/1.1 by default; HTTP/2 is spoken with prior knowledge.</param>
    /// <param name="body">What is sent with POST; null for GET, which a proxy may repeat by itself.</param>
    public ClosedLoopLoad(Uri target, int connections, TimeSpan pause = default, Version? version = null, string? body = null)
    {
        _body = body;
        _version = version ?? HttpVersion.Version11;
        _target = target;
        _pause = pause;
        _running = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>How many were answered well.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>The longest wait of a request so far.</summary>
    public TimeSpan Longest => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _longest));

    /// <summary>The failed requests: status and body, or what broke, each with its number.</summary>
    public IReadOnlyDictionary<string, long> Failures => _outcomes;

    /// <summary>Waits until so many more requests were answered well, or one failed.</summary>
    public Task HasServedAsync(int more)
    {
        var goal = Served + more;
        return Eventually.HoldsAsync($"{more} more answers", () => Served >= goal || !_outcomes.IsEmpty);
    }

    /// <summary>Waits until so many more requests were answered well, whatever failed meanwhile.</summary>
    public Task RecoversAsync(int more = 500)
    {
        var goal = Served + more;
        return Eventually.HoldsAsync($"{more} more answers", () => Served >= goal);
    }

    /// <summary>Ends the load.</summary>
    /// <returns>What failed.</returns>
    public async Task<IReadOnlyDictionary<string, long>> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return _outcomes;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false })
        {
            DefaultRequestVersion = _version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        while (!_stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var failure = await AskAsync(client);
            KeepLongest(Stopwatch.GetTimestamp() - started);
            if (failure is null)
                Interlocked.Increment(ref _served);
            else
                await FailedAsync(failure);
        }
    }

    private async Task<string?> AskAsync(HttpClient client)
    {
        try
        {
            using var content = _body is null ? null : new StringContent(_body);
            using var answer = await (content is null ? client.GetAsync(_target) : client.PostAsync(_target, content));
            return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
        {
            return exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } ? "connection refused" : "connection broke";
        }
    }

    private async Task FailedAsync(string failure)
    {
        _outcomes.AddOrUpdate(failure, 1, (_, count) => count + 1);
        if (_pause > TimeSpan.Zero)
            await Task.Delay(_pause);
    }

    private void KeepLongest(long ticks)
    {
        for (var seen = Interlocked.Read(ref _longest); ticks > seen; seen = Interlocked.Read(ref _longest))
            Interlocked.CompareExchange(ref _longest, ticks, seen);
    }
}
