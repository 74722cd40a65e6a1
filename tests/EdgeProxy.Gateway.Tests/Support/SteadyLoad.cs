using System.Collections.Concurrent;
using System.Net;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>Clients that send one request after the other, over HTTP/1.1 and over HTTP/2, until they are stopped.</summary>
public sealed class SteadyLoad : IAsyncDisposable
{
    private const int ClientsOfEach = 6;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _failures = [];
    private readonly HttpClient[] _clients;
    private readonly Task[] _loops;
    private long _http1;
    private long _http2;

    /// <param name="target">What is asked for.</param>
    /// <param name="connect">How a connection is made; null for the usual way.</param>
    public SteadyLoad(Uri target, Func<CancellationToken, ValueTask<Stream>>? connect = null)
    {
        _clients = [Client(connect), Client(connect)];
        _loops =
        [
            .. Enumerable.Range(0, ClientsOfEach).Select(_ => SendAsync(_clients[0], target, HttpVersion.Version11)),
            .. Enumerable.Range(0, ClientsOfEach).Select(_ => SendAsync(_clients[1], target, HttpVersion.Version20)),
        ];
    }

    /// <summary>Answers over HTTP/1.1 that were good.</summary>
    public long Http1 => Interlocked.Read(ref _http1);

    /// <summary>Answers over HTTP/2 that were good.</summary>
    public long Http2 => Interlocked.Read(ref _http2);

    /// <summary>Ends the clients after the request that each is at.</summary>
    /// <returns>What went wrong.</returns>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _clients)
            client.Dispose();
        _stop.Dispose();
    }

    private static HttpClient Client(Func<CancellationToken, ValueTask<Stream>>? connect)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (connect is not null)
            handler.ConnectCallback = (_, cancellationToken) => connect(cancellationToken);
        return new HttpClient(handler);
    }

    private async Task SendAsync(HttpClient client, Uri target, Version version)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            try
            {
                using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                if (response.IsSuccessStatusCode)
                    Interlocked.Increment(ref version == HttpVersion.Version20 ? ref _http2 : ref _http1);
                else
                    _failures.Add($"HTTP/{version} {(int)response.StatusCode} {body}");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                _failures.Add($"HTTP/{version} {failure}");
            }
        }
    }
}
