using System.Globalization;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Browser;

[Collection("browser")]
public sealed class MetricsPageTests(BrowserFixture browser)
{
    private const string Duration = "metrics?service=ping-svc&meter=Microsoft.AspNetCore.Hosting&instrument=http.server.request.duration&range=15m";

    [Fact]
    public async Task TheTableHasTheNumbersOfTheGraph()
    {
        await using var page = await browser.OpenAsync(Duration);
        await page.SeesAsync(".u-wrap canvas");
        await page.LiveAsync();

        await page.Find("button:has-text('Table')").ClickAsync();
        await page.SeesAsync(".grid-table td.num");

        Assert.Equal(["Time", "P50", "P90", "P99"], await page.Find(".grid-table th").AllTextContentsAsync());
        var row = await page.Find(".grid-table tbody tr").First.Locator("td.num").AllTextContentsAsync();
        var values = row.Select(text => double.Parse(text.Replace(" ms", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToList();
        Assert.True(values[0] < values[1] && values[1] < values[2], string.Join(", ", row));
        Assert.Contains("view=table", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task TheTableHasAColumnForEachInstance()
    {
        await using var page = await browser.OpenAsync(Duration.Replace("http.server.request.duration", "http.server.active_requests", StringComparison.Ordinal) + "&view=table");
        await page.SeesAsync(".grid-table td.num");
        await page.LiveAsync();

        await page.Find("button:has-text('By instance')").ClickAsync();

        await Eventually.HoldsAsync("a column for each", async () => (await page.Find(".grid-table th").AllTextContentsAsync()).Order().SequenceEqual(["Time", "b7hw3ztd", "f9c4rk1e"]));
        Assert.Empty(page.Errors);
    }
}
