using System.Net.Http.Headers;
using EdgeProxy.OtlpLoad.Figures;

namespace EdgeProxy.OtlpLoad.Pages;

/// <summary>How long a person waits for large lists and large traces, in a browser that has nothing cached.</summary>
internal static class PageFigures
{
    private const int Loads = 7;
    private const int Traces = 10_000;
    private static readonly TimeSpan BetweenLoads = TimeSpan.FromSeconds(1);

    public static async Task MeasureAsync(LoadOptions options, FigureTable table)
    {
        await using var chromium = await Chromium.StartAsync();
        var traces = new PageTraces();
        foreach (var (services, peer) in new[] { (20, "1.55 s"), (5_000, "26 s") })
        {
            await using var dashboard = await DashboardProcess.StartAsync(options.Dashboard);
            await SendAsync(dashboard, [.. traces.Many(Traces, services)]);
            await table.AddAsync(Figure.AtMost($"first row of {Traces:#,0} traces of {services:#,0} services", await LoadAsync(chromium, dashboard, "traces"), 0.8, "s", peer));
        }

        await using var large = await DashboardProcess.StartAsync(options.Dashboard);
        foreach (var (spans, bar, peer) in new[] { (1_000, 0.5, "0.91 s"), (10_000, 1.0, "2.17 s") })
        {
            var (id, request) = traces.Large(spans);
            await SendAsync(large, request);
            await table.AddAsync(Figure.AtMost($"first rows of a trace of {spans:#,0} spans", await LoadAsync(chromium, large, $"traces/{id}"), bar, "s", peer));
            if (spans == Traces)
                await table.AddAsync(await ScrollAsync(chromium, new Uri(large.Frontend, $"traces/{id}")));
        }
    }

    /// <summary>The first of all compiles what the others find compiled; it counts like them.</summary>
    private static async Task<List<double>> LoadAsync(Chromium chromium, DashboardProcess dashboard, string path)
    {
        var seconds = new List<double>();
        for (var load = 0; load < Loads; load++)
        {
            seconds.Add(await chromium.FirstRowAsync(new Uri(dashboard.Frontend, path)));
            // What the page before leaves to be done is not to slow the next one.
            await Task.Delay(BetweenLoads);
        }

        return seconds;
    }

    private static async Task<Figure> ScrollAsync(Chromium chromium, Uri address)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(address.ToString());
        await page.Locator(".app[data-live=true]").WaitForAsync();
        await page.WaitForTimeoutAsync(500);
        var frames = await page.EvaluateAsync<int[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scroll-waterfall.js")));
        await page.Context.CloseAsync();
        return Figure.AtMost($"frames with an empty row, of {frames[0]} of steady scrolling in it", [frames[1]], 0, "frames", "one in five", "0");
    }

    private static async Task SendAsync(DashboardProcess dashboard, params byte[][] requests)
    {
        using var client = new HttpClient { BaseAddress = dashboard.Http };
        foreach (var request in requests)
        {
            using var content = new ByteArrayContent(request);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await client.PostAsync("/v1/traces", content);
            answer.EnsureSuccessStatusCode();
        }
    }
}
