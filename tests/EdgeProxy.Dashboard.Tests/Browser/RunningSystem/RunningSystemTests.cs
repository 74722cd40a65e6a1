using System.Diagnostics;
using EdgeProxy.TestKit;
using Microsoft.Playwright;

namespace EdgeProxy.Dashboard.Tests.Browser.RunningSystem;

/// <summary>What a person sees of the whole system, from a request to its logs.</summary>
[Collection("browser")]
public sealed class RunningSystemTests(BrowserFixture browser, RunningSystem system, ITestOutputHelper output) : IClassFixture<RunningSystem>
{
    // Two seconds are what is promised on a quiet machine; whatever else this one does counts here too.
    private static readonly TimeSpan Loose = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task ARequestThroughTheEdgeIsOneTraceAndItsLogsAreOneClickAway()
    {
        await using var page = await system.AppHost.OpenAsync(browser, "traces?service=edge-proxy");
        await page.LiveAsync();
        using var client = new HttpClient { BaseAddress = system.AppHost.Edge };
        var traceId = "";
        var seen = new List<long>();
        // The first request of all waits for compilers too, and so it is told apart.
        for (var attempt = 0; attempt < 4; attempt++)
        {
            traceId = Guid.NewGuid().ToString("n");
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ping");
            request.Headers.Add("traceparent", $"00-{traceId}-b7ad6b7169203331-01");
            var watch = Stopwatch.StartNew();
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            await page.SeesAsync($".traces a.row[href*='{traceId}']:has-text('ping-svc')", (int)Loose.TotalSeconds);
            seen.Add(watch.ElapsedMilliseconds);
        }

        output.WriteLine($"from a request to its trace, with spans of edge and service, on the page: {string.Join(", ", seen)} ms");

        await page.Find($".traces a.row[href*='{traceId}']").ClickAsync();
        await page.SeesAsync("[data-span]");
        var services = await page.Find("[data-span] .span-resource").AllTextContentsAsync();
        Assert.Contains(services, service => service.StartsWith("edge-proxy", StringComparison.Ordinal));
        Assert.Contains(services, service => service.StartsWith("ping-svc", StringComparison.Ordinal));
        await page.PictureAsync("system-trace");
        await page.Find(".trace-head a:has-text('Logs')").ClickAsync();
        await page.SeesAsync(".logs [data-row]");
        await page.PictureAsync("system-logs");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task AReplicaIsStoppedAndStartedFromThePage()
    {
        await using var page = await system.AppHost.OpenAsync(browser, "");
        await page.SeesAsync(".resources [data-row]");
        await page.LiveAsync();
        var replica = page.Find(".resources .replica:has-text('pong-svc')").First;
        var id = await replica.Locator(".instance").TextContentAsync();
        var row = page.Find($".resources .replica:has-text('{id}')");

        await row.Locator("button[title=Stop]").ClickAsync();
        await Eventually.HoldsAsync("the replica can be started", async () => await row.Locator("button[title=Start]").CountAsync() == 1);
        await page.PictureAsync("system-stopped");

        await row.Locator("button[title=Start]").ClickAsync();
        await Eventually.HoldsAsync("the replica runs", async () => (await row.Locator(".state").TextContentAsync())!.StartsWith("Running", StringComparison.Ordinal));
        await Eventually.HoldsAsync("the replica can be stopped", async () => await row.Locator("button[title=Stop]").CountAsync() == 1);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task AResourceIsRebuiltFromThePageAndTheEdgeLosesNoRequest()
    {
        await using var page = await system.AppHost.OpenAsync(browser, "");
        await page.SeesAsync(".resources [data-row]");
        await page.LiveAsync();
        await using var load = new ClosedLoopLoad(new Uri(system.AppHost.Edge, "ping"), connections: 1);
        await load.HasServedAsync(200);
        var busy = page.Find(".resources .busy:has-text('Rebuilding')");

        var watch = Stopwatch.StartNew();
        await page.Find(".resources button[aria-label='Rebuild ping-svc']").ClickAsync();
        await busy.WaitForAsync();
        await page.PictureAsync("system-rebuilding");
        await system.AppHost.SeesLineAsync("'ping-svc' is rebuilt and serves", TimeSpan.FromSeconds(90));
        output.WriteLine($"rebuilt and restarted {watch.Elapsed.TotalSeconds:0.0} s after the click");
        await busy.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await load.HasServedAsync(200);

        Assert.Empty(await load.StopAsync());
        Assert.Equal(0, await page.Find(".banner.error").CountAsync());
        await page.Page.GotoAsync($"{system.AppHost.Frontend}consolelogs?resource=ping-svc&q=build");
        await page.SeesAsync(".console-line:has-text('is rebuilt and serves')");
        await page.PictureAsync("system-rebuilt");
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("system-resources", "", ".resources .replica")]
    [InlineData("system-graph", "?view=graph", ".graph .node")]
    [InlineData("system-console", "consolelogs", ".console-line")]
    [InlineData("system-metrics", "metrics?service=edge-proxy", ".tree a")]
    public async Task PagesShowIt(string name, string path, string seen)
    {
        await using var page = await system.AppHost.OpenAsync(browser, path);
        await page.SeesAsync(seen, timeoutSeconds: 30);
        await page.LiveAsync();
        await page.PictureAsync(name);
        Assert.Empty(page.Errors);
        Assert.Empty(page.Foreign);
    }
}
