using System.Diagnostics;
using EdgeProxy.Dashboard.Tests.Demo;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>
/// Large traces and many of them, in a dashboard of their own. The bounds are loose, since whatever else a machine does counts too; what was
/// measured is written out, and docs/dashboard.md has the figures of a quiet one.
/// </summary>
[Collection("browser")]
public sealed class SpeedTests(BrowserFixture browser, ITestOutputHelper output)
{
    private static readonly TimeSpan Loose = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task ATraceOfTenThousandSpansOpensAndScrollsWithoutAnEmptyFrame()
    {
        await using var page = await browser.OpenAsync("settings");
        var trace = new DemoTrace(new Random(5), TimeProvider.System.GetUtcNow());
        var parents = new List<Span> { trace.AddSpan(DemoShop.Processes[0], "ten thousand", DemoTrace.Server, null, 0, 10_000, false) };
        for (var index = 1; index < 10_000; index++)
            parents.Add(trace.AddSpan(DemoShop.Processes[index % 5], $"step {index}", DemoTrace.Internal, parents[(index - 1) / 4], index, Math.Max(1, 10_000 - (index * 1.01)), index % 97 == 0));
        await browser.Feeder.PostAsync("v1/traces", trace.Request());

        var watch = Stopwatch.StartNew();
        await page.Page.GotoAsync($"{browser.Dashboard.Frontend}traces/{Convert.ToHexStringLower(trace.TraceId.Span)}");
        await page.SeesAsync("[data-span]");
        output.WriteLine($"first rows of 10,000 spans after {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < Loose, $"It took {watch.Elapsed}.");
        await page.LiveAsync();
        await page.PictureAsync("trace-10000");

        var (frames, empty) = await ScrollAsync(page);
        output.WriteLine($"{empty} of {frames} frames had an empty row in view");
        Assert.InRange(empty, 0, frames / 20);
    }

    [Fact]
    public async Task TenThousandTracesOfFiveThousandServicesAreListedAtOnce()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        output.WriteLine($"login page after {dashboard.TimeToLogin.TotalMilliseconds:0} ms");
        await using var feeder = dashboard.CreateFeeder();
        var now = TimeProvider.System.GetUtcNow();
        var random = new Random(6);
        for (var batch = 0; batch < 20; batch++)
        {
            var request = new ExportTraceServiceRequest();
            for (var index = 0; index < 500; index++)
            {
                var number = (batch * 500) + index;
                var trace = new DemoTrace(random, now - TimeSpan.FromMilliseconds(20_000 - number));
                var root = trace.AddSpan(($"service-{number % 5_000}", "a"), "GET /", DemoTrace.Server, null, 0, 1 + random.Next(40), false);
                trace.AddSpan(($"service-{(number + 1) % 5_000}", "a"), "work", DemoTrace.Internal, root, 0.2, 0.5, false);
                request.ResourceSpans.AddRange(trace.Request().ResourceSpans);
            }

            await feeder.PostAsync("v1/traces", request);
        }

        await using var page = await browser.OpenAsync("settings", dashboard: dashboard);
        await page.LiveAsync();
        var watch = Stopwatch.StartNew();
        await page.Page.GotoAsync($"{dashboard.Frontend}traces");
        await page.SeesAsync(".traces a.row");
        output.WriteLine($"first row of 10,000 traces of 5,000 services after {watch.ElapsedMilliseconds} ms; {dashboard.ResidentMebibytes():0} MiB");
        Assert.True(watch.Elapsed < Loose, $"It took {watch.Elapsed}.");
        Assert.StartsWith("10,000 traces", await page.Find(".count").First.TextContentAsync(), StringComparison.Ordinal);

        await page.LiveAsync();
        await page.Find("button[aria-label=Resource]").ClickAsync();
        await page.Find(".picker-list input").FillAsync("service-4321");
        await page.Find("[role=option]:has-text('service-4321')").First.ClickAsync();
        await page.SeesAsync(".traces a.row:has-text('service-4321')");
        Assert.Empty(page.Errors);
    }

    /// <summary>Scrolls 60 px a frame for four seconds and looks at each frame whether a row is drawn at the top, in the middle and at the end.</summary>
    private static async Task<(int Frames, int Empty)> ScrollAsync(BrowserPage page)
    {
        await page.Page.WaitForTimeoutAsync(500);
        var counts = await page.Page.EvaluateAsync<int[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Browser", "scroll-waterfall.js")));
        return (counts[0], counts[1]);
    }
}
