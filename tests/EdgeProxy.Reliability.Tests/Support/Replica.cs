using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>A replica of <c>ping-svc</c> that comes back on its port.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private ServerProcess _process;

    private Replica(int port) => (Port, _process) = (port, Launch(port));

    public int Port { get; }

    public static async Task<Replica> StartAsync()
    {
        var replica = new Replica(FreePort.Next());
        await replica.IsHealthyAsync();
        return replica;
    }

    public void Send(string signal) => _process.Send(signal);

    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _process = Launch(Port);
        await IsHealthyAsync();
    }

    public Task<int> ExitCodeAsync() => _process.ExitCodeAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ServerProcess Launch(int port) => ServerProcess.Start("PingService", port);

    private Task IsHealthyAsync() => _process.AnswersAsync(new Uri($"http://127.0.0.1:{Port}/health"));
}
