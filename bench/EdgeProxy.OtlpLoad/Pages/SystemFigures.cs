using System.Diagnostics;
using EdgeProxy.OtlpLoad.Figures;

namespace EdgeProxy.OtlpLoad.Pages;

/// <summary>The whole system with its dashboard: when it serves, and when a request is seen on the page.</summary>
internal static class SystemFigures
{
    private const int Requests = 7;

    public static async Task MeasureAsync(LoadOptions options, FigureTable table)
    {
        var served = new List<double>();
        for (var start = 1; start < options.Rounds; start++)
        {
            await using var system = await SystemProcess.StartAsync(options.AppHost);
            served.Add(system.ServedAfter.TotalSeconds);
        }

        await using var last = await SystemProcess.StartAsync(options.AppHost);
        served.Add(last.ServedAfter.TotalSeconds);
        await table.AddAsync(Figure.AtMost("'dotnet run --no-build' to the first 200 through port 30000, with the dashboard", served, 2.5, "s"));
        await table.AddAsync(Figure.AtMost("a request through the edge to its trace, with the service's spans, on the page", await RequestsAsync(last), 2, "s"));
    }

    private static async Task<List<double>> RequestsAsync(SystemProcess system)
    {
        await using var chromium = await Chromium.StartAsync();
        using var client = new HttpClient { BaseAddress = system.Edge };
        var page = await chromium.OpenAsync();
        await page.GotoAsync(await system.LoginUrlAsync() + "&returnUrl=%2Ftraces");
        await page.Locator(".app[data-live=true]").WaitForAsync();
        var seconds = new List<double>();
        for (var number = 0; number < Requests; number++)
        {
            var trace = Guid.NewGuid().ToString("n");
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ping");
            request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
            var watch = Stopwatch.StartNew();
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            await page.Locator($".traces a.row[href*='{trace}']:has-text('ping-svc')").WaitForAsync();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        return seconds;
    }
}
