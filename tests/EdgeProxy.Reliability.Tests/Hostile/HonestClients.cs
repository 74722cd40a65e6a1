using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>
/// Honest clients who go on meanwhile. Each asks for a target that nobody else asks for, and compares the answer: one that is not its own means a
/// connection whose two ends disagree about where a request or an answer ends.
/// </summary>
internal sealed class HonestClients : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly int _pauseMilliseconds;
    private readonly Uri _edge;

    public HonestClients(Uri edge, int connections = 8, int pauseMilliseconds = 2)
    {
        _edge = edge;
        _pauseMilliseconds = pauseMilliseconds;
        _running = Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => RunAsync(number))));
    }

    public int Served => _waits.Count;

    /// <summary>Ends them.</summary>
    /// <returns>Answers that were not the right ones, and the wait that 99 of 100 did not exceed.</returns>
    public async Task<(IReadOnlyCollection<string> Wrong, TimeSpan P99)> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        var waits = _waits.Order().ToList();
        return (_wrong, waits.Count == 0 ? TimeSpan.MaxValue : waits[(int)(waits.Count * 0.99)]);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(int number)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1 })
        {
            // Half of them speak HTTP/2, so that both ways in are looked at.
            DefaultRequestVersion = number % 2 == 0 ? HttpVersion.Version11 : HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        for (var count = 0; !_stop.IsCancellationRequested; count++)
        {
            var target = $"/bystander/{number}/{count}";
            var body = new string('b', count % 50);
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var content = new StringContent(body);
                using var answer = await client.PostAsync(new Uri(_edge, target), content);
                var text = await answer.Content.ReadAsStringAsync();
                if (text != $"{target} {body.Length}")
                    _wrong.Enqueue($"{target}: {(int)answer.StatusCode} {text}");
            }
            catch (HttpRequestException failure)
            {
                _wrong.Enqueue($"{target}: {failure.Message}");
            }

            _waits.Enqueue(Stopwatch.GetElapsedTime(started));
            await Task.Delay(_pauseMilliseconds);
        }
    }
}
