using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Observability.AccessLog;

/// <summary>What logrotate does: the file is renamed, and the process is asked to open the name anew.</summary>
public sealed class LogRotationTests : IAsyncLifetime
{
    private const string UserSignal1 = "USR1";
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string EdgeLog => Path.Combine(_folder, "edge.log");

    private string AdminLog => Path.Combine(_folder, "admin.log");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RenamedFiles_AreWrittenUnderTheirNamesAgain(bool bySignal)
    {
        await using var gateway = new GatewayProcess(
            [.. TestSettings.BothOn(_backend.Port), $"Edge:AccessLog:Path={EdgeLog}", $"Edge:Admin:AccessLogPath={AdminLog}", "Edge:Drain:Time=0s"]);
        await gateway.StartAsync();
        using var client = new HttpClient { BaseAddress = gateway.Address };
        for (var round = 0; round < 3; round++)
        {
            (await client.GetAsync($"/ping?before{round}", TestContext.Current.CancellationToken)).Dispose();
            await Eventually.HoldsAsync("the line", () => Has(EdgeLog, $"before{round}"));
            File.Move(EdgeLog, $"{EdgeLog}.{round}");
            File.Move(AdminLog, $"{AdminLog}.{round}");
            if (bySignal)
                gateway.Signal(UserSignal1);
            else
                Assert.Equal("OK\n", await gateway.PostAdminAsync("/reopen_logs"));
            await Eventually.HoldsAsync("the files anew", () => File.Exists(EdgeLog) && File.Exists(AdminLog));
            (await client.GetAsync($"/ping?after{round}", TestContext.Current.CancellationToken)).Dispose();
            await Eventually.HoldsAsync("the line in the new file", () => Has(EdgeLog, $"after{round}"));
            Assert.False(Has($"{EdgeLog}.{round}", $"after{round}"));
        }

        Assert.Equal(0, await gateway.TerminateAsync());
    }

    [Fact]
    public async Task Signal_DuringTheStart_EndsNothing()
    {
        await using var gateway = new GatewayProcess([.. TestSettings.BothOn(_backend.Port), "Edge:Drain:Time=0s"]);
        var start = gateway.StartAsync();
        await Eventually.HoldsAsync("the program's own handlers", gateway.HandlesSignals);
        while (!start.IsCompleted)
        {
            gateway.Signal(UserSignal1);
            await Task.WhenAny(start, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        await start;
        Assert.Equal(0, await gateway.TerminateAsync());
    }

    private static bool Has(string file, string text) => File.Exists(file) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
}
