using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeProxy.Soak;

/// <summary>So many requests a second over at most 64 connections, each started when it is due, whatever became of those before: a slow answer is not hidden by a pause.</summary>
internal sealed class SteadyRate : IAsyncDisposable
{
    private const int Connections = 64;
    private static readonly string[] Paths = ["/ping", "/pong"];
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly ConcurrentDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private readonly Uri _edge;
    private readonly int _perSecond;
    private readonly Task _loop;
    private ConcurrentQueue<double> _latencies = new();
    private long _served;
    private long _failed;

    public SteadyRate(Uri edge, int perSecond)
    {
        _edge = edge;
        _perSecond = perSecond;
        _loop = RunAsync();
    }

    public long Served => Interlocked.Read(ref _served);

    public long Failed => Interlocked.Read(ref _failed);

    public IReadOnlyDictionary<string, long> Failures => _failures;

    /// <summary>The latencies in milliseconds since the last call, sorted.</summary>
    public double[] TakeLatencies() => [.. Interlocked.Exchange(ref _latencies, new ConcurrentQueue<double>()).Order()];

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        await Task.WhenAll(_underWay.Keys);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Tick);
        for (var sent = 0L; !_stop.IsCancellationRequested;)
        {
            for (var due = (long)(watch.Elapsed.TotalSeconds * _perSecond); sent < due; sent++)
            {
                var asking = AskAsync(Paths[sent % Paths.Length]);
                _underWay[asking] = 0;
                _ = asking.ContinueWith(ended => _underWay.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AskAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        string? failure = null;
        try
        {
            using var answer = await _client.GetAsync(new Uri(_edge, path));
            if (!answer.IsSuccessStatusCode)
                failure = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            failure = exception.Message;
        }

        _latencies.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (failure is null)
        {
            Interlocked.Increment(ref _served);
            return;
        }

        Interlocked.Increment(ref _failed);
        _failures.AddOrUpdate(failure, 1, (_, count) => count + 1);
    }
}
