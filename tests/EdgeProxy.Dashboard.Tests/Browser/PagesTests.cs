using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Dashboard.Tests.Demo;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>What a person does on the pages, in a real browser.</summary>
[Collection("browser")]
public sealed class PagesTests(BrowserFixture browser)
{
    [Fact]
    public async Task ATraceLeadsToItsSpansAndTheirLogs()
    {
        await using var page = await browser.OpenAsync("traces?errors=true&q=ping", "dark");
        await page.SeesAsync(".traces a.row");
        await page.Find(".traces a.row").First.ClickAsync();
        await page.SeesAsync("[data-span]");
        await page.Find("[data-span]:has(.error-text)").Last.ClickAsync();
        await page.SeesAsync(".pane .callout");
        Assert.Contains("span=", page.Page.Url, StringComparison.Ordinal);

        await page.Find(".trace-head a:has-text('Logs')").ClickAsync();
        await page.SeesAsync(".logs [data-row]");

        Assert.Contains("trace=", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task ALinkToASpanShowsTheSameAgain()
    {
        await using var page = await browser.OpenAsync("traces?errors=true&q=ping");
        await page.Find(".traces a.row").First.ClickAsync();
        await page.Find("[data-span]").Nth(2).ClickAsync();
        await page.SeesAsync(".pane");
        var title = await page.Find(".pane h2").TextContentAsync();

        await page.Page.ReloadAsync();
        await page.SeesAsync(".pane");

        Assert.Equal(title, await page.Find(".pane h2").TextContentAsync());
    }

    [Fact]
    public async Task NewTelemetryShowsWithoutLoadingAgain()
    {
        await using var page = await browser.OpenAsync("traces?q=just+now");
        await page.SeesAsync(".empty");
        await page.LiveAsync();

        var now = TimeProvider.System.GetUtcNow();
        var trace = new DemoTrace(new Random(3), now);
        trace.AddSpan(DemoShop.Processes[0], "GET /just now", DemoTrace.Server, null, 0, 5, false);
        await browser.Feeder.PostAsync("v1/traces", trace.Request());

        await page.SeesAsync(".traces a.row:has-text('just now')", timeoutSeconds: 5);
    }

    [Fact]
    public async Task AStateChangeShowsWithoutLoadingAgain()
    {
        await using var page = await browser.OpenAsync("?q=short-lived");
        await page.SeesAsync(".empty");
        await page.LiveAsync();

        await browser.Feeder.Feed.SendAsync(new ResourceChanged(new ResourceSnapshot { Name = "short-lived", Type = "Project", State = "FailedToStart" }));
        await page.SeesAsync(".resources [data-row]:has-text('Failed to start')");

        await browser.Feeder.Feed.SendAsync(new ResourceRemoved("short-lived"));
        await page.SeesAsync(".empty");
    }

    [Fact]
    public async Task KeysOpenPages()
    {
        await using var page = await browser.OpenAsync("settings");
        await page.LiveAsync();
        foreach (var (key, path) in new[] { ("t", "/traces"), ("s", "/structuredlogs"), ("c", "/consolelogs"), ("m", "/metrics"), ("r", "/") })
        {
            await page.Page.Keyboard.PressAsync(key);
            await Eventually.HoldsAsync($"{key} opens {path}", () => new Uri(page.Page.Url).AbsolutePath == path);
        }

        await page.Page.Keyboard.PressAsync("?");
        await page.SeesAsync("#shortcut-help[open]");
    }

    [Fact]
    public async Task TheThemeIsKept()
    {
        await using var page = await browser.OpenAsync("settings");
        await page.LiveAsync();
        await page.Find("button:has-text('Dark')").ClickAsync();
        await Eventually.HoldsAsync("the page is dark", async () => await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme") == "dark");

        await page.Page.ReloadAsync();

        Assert.Equal("dark", await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
    }

    [Fact]
    public async Task HostileTextStaysText()
    {
        const string markup = "<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>";
        var trace = new DemoTrace(new Random(4), TimeProvider.System.GetUtcNow());
        var span = trace.AddSpan((markup, "\u202e" + markup), markup, DemoTrace.Server, null, 0, 5, true);
        span.Attributes.Add(DemoShop.Text(markup, markup));
        trace.Exception(span, markup, markup);
        await using var page = await browser.OpenAsync("traces?q=onerror");
        await browser.Feeder.PostAsync("v1/traces", trace.Request());

        await page.Find(".traces a.row:has-text('onerror')").First.ClickAsync();
        await page.Find("[data-span]").First.ClickAsync();
        await page.SeesAsync(".pane .callout");

        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.owned === undefined"));
        Assert.Equal(0, await page.Find(".main img, .main script").CountAsync());
        Assert.Empty(page.Errors);
    }
}
