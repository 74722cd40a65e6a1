using System.Net;
using System.Net.Http.Json;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Resources;

/// <summary>A Node service and a real PostgreSQL behind the edge.</summary>
public sealed class TheOrdersSample
{
    private const string Password = "s3cret/w%rd";

    [Fact]
    public async Task WritesAndReadsARowThroughTheEdge()
    {
        await using var appHost = await StartAsync();
        using var edge = new HttpClient { BaseAddress = appHost.AddressOf("edge-proxy") };
        var orders = new Uri("/orders", UriKind.Relative);

        using var written = await edge.PostAsJsonAsync(orders, new { item = "it's tea" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal("[{\"id\":1,\"item\":\"it's tea\"}]\n", await edge.GetStringAsync(orders, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Password, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(appHost.Alive, id => CommandLineOf(id).Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopsItsDatabaseInGoodOrder()
    {
        await using var appHost = await StartAsync();

        Signals.Send(appHost.Id, Signals.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.Contains("database system is shut down", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Alive);
    }

    private static async Task<AppHostProcess> StartAsync()
    {
        RequiredTool.Find("node", "nodejs");
        RequiredTool.Find("psql", "postgresql");
        var appHost = AppHostProcess.Start(
            "samples/orders/Orders.AppHost", new Dictionary<string, string> { ["Parameters__db_password"] = Password }, "--isolated", "--Dashboard:Enabled=false");
        await appHost.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        return appHost;
    }

    private static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
