using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine;

/// <summary>The AppHost's console stays readable while requests are answered by the thousand.</summary>
public sealed class TheConsole
{
    private const int Requests = 4_000;

    [Fact]
    public async Task HasNoLineForEachRequestWhileTheDashboardHas()
    {
        await using var appHost = AppHostProcess.Start("EdgeProxy.AppHost", "--isolated");
        await appHost.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        var edge = appHost.AddressOf("edge-proxy");
        using var visitor = await DashboardVisitor.LogInAsync(new Uri(appHost.Output.Split().First(word => word.Contains("/login?t=", StringComparison.Ordinal))));
        var before = appHost.Output.Split('\n').Length;

        await using (var load = new ClosedLoopLoad(new Uri(edge, "/ping"), connections: 8))
        {
            await load.HasServedAsync(Requests);
            Assert.Empty(await load.StopAsync());
        }

        await Eventually.HoldsAsync("the service's lines in the dashboard", () => visitor.HasLogWithAsync("Answered GET /ping"));
        Assert.InRange(appHost.Output.Split('\n').Length - before, 0, 20);
    }
}
