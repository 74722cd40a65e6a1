using EdgeProxy.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeProxy.Dashboard.Tests;

/// <summary>What a person sees of the application in the Aspire dashboard.</summary>
public sealed class DashboardTests(DashboardSystem system)
{
    private const string Edge = "edge-proxy";
    private static readonly LocatorAssertionsToHaveTextOptions Bound = new() { Timeout = (float)DashboardPage.Limit.TotalMilliseconds };
    private static readonly LocatorAssertionsToHaveCountOptions CountBound = new() { Timeout = (float)DashboardPage.Limit.TotalMilliseconds };

    [Fact]
    public async Task Resources_ShowTheEdgeAndEachReplicaHealthy()
    {
        await using var dashboard = await system.OpenAsync("/");
        await ExpectAllHealthyAsync(dashboard);

        var edge = dashboard.ResourceRow(Edge);
        await Expect(edge.Locator("a")).ToHaveCountAsync(1, CountBound);
        using var client = await ConnectAsync(dashboard);
        Assert.Equal("ping me ...", await client.GetStringAsync(new Uri("/ping", UriKind.Relative), TestContext.Current.CancellationToken));
        await dashboard.ScreenshotAsync("resources-light");

        await edge.Locator(".resource-name-text").ClickAsync();
        await dashboard.Page.GetByRole(AriaRole.Link, new() { Name = "Admin", Exact = true }).WaitForAsync();
        await dashboard.ScreenshotAsync("resource-details");

        await using var dark = await system.OpenAsync("/", ColorScheme.Dark);
        await ExpectAllHealthyAsync(dark);
        await dark.ScreenshotAsync("resources-dark");
    }

    [Fact]
    public async Task Request_IsOneTraceOfGatewayAndService_WithItsLogOneClickAway()
    {
        string replica;
        await using (var resources = await system.OpenAsync("/"))
        {
            await ExpectAllHealthyAsync(resources);
            using var client = await ConnectAsync(resources);
            using var response = await client.GetAsync(new Uri("/pong", UriKind.Relative), TestContext.Current.CancellationToken);
            replica = "pong-svc-" + response.Headers.GetValues("x-served-by").Single();
        }

        foreach (var (scheme, suffix) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            await using var dashboard = await system.OpenAsync("/traces", scheme);
            // No other test asks for /pong.
            var trace = dashboard.Rows.Filter(new() { HasText = "edge-proxy: GET /pong" });
            await Expect(trace.Locator(".trace-service-tag")).ToHaveTextAsync([$"{Edge} (2)", $"{replica} (1)"], new() { Timeout = Bound.Timeout });
            await dashboard.ScreenshotAsync("traces-" + suffix);

            await trace.GetByText("edge-proxy: GET /pong").ClickAsync();
            await Expect(dashboard.Page.Locator(".span-name-container")).ToHaveTextAsync(["GET /pong", "HTTP GET 200", "GET /pong"], new() { Timeout = Bound.Timeout });
            await Expect(dashboard.Page.Locator(".resource-name")).ToHaveTextAsync([Edge, Edge, replica], new() { Timeout = Bound.Timeout });
            await dashboard.ScreenshotAsync("trace-" + suffix);

            await dashboard.Page.Locator("button[aria-label='Log entry details']").ClickAsync();
            await dashboard.Page.GetByText("Answered GET /pong").First.WaitForAsync();
            await dashboard.ScreenshotAsync("trace-log-" + suffix);
        }
    }

    [Fact]
    public async Task FailHealthCheck_TurnsTheEdgeUnhealthy_AndRestoreHealthCheckHealsIt()
    {
        await using var dashboard = await system.OpenAsync("/");
        await ExpectAllHealthyAsync(dashboard);
        var state = State(dashboard.ResourceRow(Edge));

        await dashboard.RunCommandAsync(Edge, "Fail health check");
        await dashboard.CommandSucceedsAsync(Edge, "Fail health check");
        await Expect(state).ToHaveTextAsync("Running (Unhealthy)", Bound);
        await dashboard.ScreenshotAsync("health-check-failed");

        await dashboard.RunCommandAsync(Edge, "Restore health check");
        await dashboard.CommandSucceedsAsync(Edge, "Restore health check");
        await Expect(state).ToHaveTextAsync("Running", Bound);
    }

    [Fact]
    public async Task SetLogLevel_AsksForALevelAndSetsIt()
    {
        await using var dashboard = await system.OpenAsync("/");
        await ExpectAllHealthyAsync(dashboard);

        await dashboard.RunCommandAsync(Edge, "Set log level");
        var dialog = dashboard.Page.Locator("fluent-dialog");
        await dialog.GetByRole(AriaRole.Combobox).ClickAsync();
        await dialog.Locator("fluent-option[value=debug]").ClickAsync();
        await dashboard.ScreenshotAsync("set-log-level");
        await dialog.Locator("fluent-button[appearance=primary]").ClickAsync();
        await dashboard.CommandSucceedsAsync(Edge, "Set log level");
    }

    /// <summary>The edge, two pings and two pongs run, and none of them is unhealthy or starting.</summary>
    private static Task ExpectAllHealthyAsync(DashboardPage dashboard) =>
        Expect(State(dashboard.Rows)).ToHaveTextAsync(["Running", "Running", "Running", "Running", "Running"], new() { Timeout = Bound.Timeout });

    private static ILocator State(ILocator row) => row.Locator(".state-column-cell");

    /// <summary>A client of the edge, at the address that its row links to.</summary>
    private static async Task<HttpClient> ConnectAsync(DashboardPage dashboard)
    {
        var address = await dashboard.ResourceRow(Edge).Locator("a").GetAttributeAsync("href");
        var client = new HttpClient { BaseAddress = new Uri(address!) };
        await Eventually.HoldsAsync("an answer through the edge", async () =>
        {
            using var response = await client.GetAsync(new Uri("/ping", UriKind.Relative));
            return response.IsSuccessStatusCode;
        });
        return client;
    }
}
