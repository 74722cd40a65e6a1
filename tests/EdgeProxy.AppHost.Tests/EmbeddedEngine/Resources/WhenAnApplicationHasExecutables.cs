using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Resources;

/// <summary>A program of the machine runs like a project: with a port, references both ways, health, logs and restarts.</summary>
public sealed class WhenAnApplicationHasExecutables
{
    private const string Scenarios = "tests/EdgeProxy.Scenarios.AppHost";

    [Fact]
    public async Task TheyAreReachedByOthersAndReachThem()
    {
        await using var appHost = await StartAsync();
        using var node = new HttpClient { BaseAddress = appHost.AddressOf("node-svc") };
        using var caller = new HttpClient { BaseAddress = appHost.AddressOf("caller") };
        var cancellationToken = TestContext.Current.CancellationToken;

        Assert.Equal("from node", await node.GetStringAsync(new Uri("/", UriKind.Relative), cancellationToken));
        Assert.Equal("served", await node.GetStringAsync(new Uri("/backend", UriKind.Relative), cancellationToken));
        var address = node.BaseAddress.AbsoluteUri.TrimEnd('/');
        foreach (var variable in new[] { "services__node-svc__http__0", "NODE_SVC_HTTP", "NODE_URL" })
            Assert.Equal(address, await caller.GetStringAsync(new Uri($"/env/{variable}", UriKind.Relative), cancellationToken));
        Assert.Equal("node-svc", await node.GetStringAsync(new Uri("/env/OTEL_SERVICE_NAME", UriKind.Relative), cancellationToken));
    }

    [Fact]
    public async Task TheirLinesAreOnTheConsole()
    {
        await using var appHost = await StartAsync();

        await appHost.SeesLineAsync("| node listens on ");
    }

    [Fact]
    public async Task ACrashedOneStartsAgainOnItsPort()
    {
        await using var appHost = await StartAsync();
        using var node = new HttpClient { BaseAddress = appHost.AddressOf("node-svc") };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => node.GetStringAsync(new Uri("/crash", UriKind.Relative), TestContext.Current.CancellationToken));

        await appHost.SeesLineAsync("Exited, exit code 3");
        await Eventually.HoldsAsync("the next process serves on the same port", async () =>
        {
            try
            {
                return await node.GetStringAsync(new Uri("/", UriKind.Relative)) == "from node";
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task TheyStopInGoodOrder()
    {
        await using var appHost = await StartAsync();

        Signals.Send(appHost.Id, Signals.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Contains("| node stops", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    [Fact]
    public async Task ACommandThatIsNotThereIsToldBeforeAnythingStarts()
    {
        await using var appHost = AppHostProcess.Start(Scenarios, "--isolated", "--Scenario:Name=missing-command");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("The command 'no-such-program' of the executable 'first' is not on the PATH.", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("The command './no-such-script' of the executable 'second' is no program in '", appHost.Output, StringComparison.Ordinal);
    }

    private static async Task<AppHostProcess> StartAsync()
    {
        RequiredTool.Find("node", "nodejs");
        var appHost = AppHostProcess.Start(Scenarios, "--isolated", "--Scenario:Name=executable");
        await appHost.SeesLineAsync("Everything is healthy");
        return appHost;
    }
}
