using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Owns the copies of requests that are under way: nobody waits for their answers, and none outlives the gateway.</summary>
internal sealed class MirrorSender : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _underWay = [];

    /// <summary>Sends a copy. The limits of its cluster hold for it as for any request.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="request">The copy, which is disposed here.</param>
    /// <param name="timeout">How long it may take.</param>
    public void Send(Cluster cluster, HttpRequestMessage request, TimeSpan timeout)
    {
        var sending = SendAsync(cluster, request, timeout);
        if (sending.IsCompleted)
            return;
        lock (_lock)
            _underWay.Add(sending);
        _ = ForgetAsync(sending);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] rest;
        lock (_lock)
            rest = [.. _underWay];
        await Task.WhenAll(rest);
        _stop.Dispose();
    }

    private async Task SendAsync(Cluster cluster, HttpRequestMessage request, TimeSpan timeout)
    {
        // The request itself goes on meanwhile.
        await Task.Yield();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            limit.CancelAfter(timeout.ForTimer());
            using var client = new HttpMessageInvoker(new ClusterHandler(cluster, mostBytes: null));
            using (request)
            using (await client.SendAsync(request, limit.Token))
            {
                // The answer was read and is of no account.
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            // Counted for its cluster.
        }
    }

    private async Task ForgetAsync(Task sending)
    {
        await sending;
        lock (_lock)
            _underWay.Remove(sending);
    }
}
