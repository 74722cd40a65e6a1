namespace EdgeProxy.Conformance;

/// <summary>The two backends of the specified configuration: <c>ping-svc</c> and <c>pong-svc</c>, one host each.</summary>
public sealed class BackendPair : IAsyncDisposable
{
    private BackendPair(RecordingBackend ping, RecordingBackend pong)
    {
        Ping = ping;
        Pong = pong;
    }

    /// <summary>Answers <c>ping me ...</c>; behind <c>/ping</c> and <c>/</c>.</summary>
    public RecordingBackend Ping { get; }

    /// <summary>Answers <c>pong you ...</c>; behind <c>/pong</c>.</summary>
    public RecordingBackend Pong { get; }

    /// <summary>Starts both on 127.0.0.1.</summary>
    /// <param name="pingPort">The port of ping; 0 for a free one.</param>
    /// <param name="pongPort">The port of pong; 0 for a free one.</param>
    /// <exception cref="System.Net.Sockets.SocketException">A port is taken.</exception>
    public static async Task<BackendPair> StartAsync(int pingPort = 0, int pongPort = 0)
    {
        var ping = new RecordingBackend("ping", "ping me ...", pingPort);
        try
        {
            return new BackendPair(ping, new RecordingBackend("pong", "pong you ...", pongPort));
        }
        catch
        {
            await ping.DisposeAsync();
            throw;
        }
    }

    /// <summary>What both have received that carries a case's mark.</summary>
    public IReadOnlyList<RecordedRequest> Seen(string id) => [.. Ping.Seen(id), .. Pong.Seen(id)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Ping.DisposeAsync();
        await Pong.DisposeAsync();
    }
}
