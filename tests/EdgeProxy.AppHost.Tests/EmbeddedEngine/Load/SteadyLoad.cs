using System.Collections.Concurrent;
using System.Net.Sockets;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Load;

/// <summary>A fixed number of connections, each asking again as soon as it was answered. Every request is counted, and every failure kept.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Uri _target;
    private long _served;

    public SteadyLoad(Uri target, int connections)
    {
        _target = target;
        _running = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>Waits until so many more requests were answered well.</summary>
    public Task HasServedAsync(int more)
    {
        var goal = Interlocked.Read(ref _served) + more;
        return Eventually.HoldsAsync($"{more} more answers", () => Interlocked.Read(ref _served) >= goal || !_failures.IsEmpty);
    }

    /// <summary>Ends the load.</summary>
    /// <returns>What failed.</returns>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(_target);
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _served);
                else
                    _failures.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
            {
                _failures.Enqueue(exception.Message);
            }
        }
    }
}
