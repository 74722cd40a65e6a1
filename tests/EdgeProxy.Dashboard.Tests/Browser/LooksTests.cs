
namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>
/// Every page in both themes and at four widths, each kept as a picture: colours pass WCAG AA, nothing is wider than the window, no script
/// complains, and no request leaves the machine.
/// </summary>
public sealed class LooksTests(BrowserFixture browser)
{
    private static readonly (int Width, int Height)[] Sizes = [(390, 844), (1280, 800), (1920, 1080), (2560, 1440)];

    public static TheoryData<string, string, string> Pages { get; } = new()
    {
        { "resources", "", ".resources [data-row]" },
        { "graph", "?view=graph&resource=ping-svc", ".graph .node" },
        { "resource", "?resource=pong-svc-q5t6ulxo", ".pane .facts" },
        { "console", "consolelogs?resource=ping-svc", ".console-line" },
        { "structured-logs", "structuredlogs", ".logs [data-row]" },
        { "traces", "traces", ".traces a.row" },
        { "metrics", "metrics?service=ping-svc&meter=Microsoft.AspNetCore.Hosting&instrument=http.server.request.duration", ".u-wrap canvas" },
        { "metrics-table", "metrics?service=ping-svc&meter=Microsoft.AspNetCore.Hosting&instrument=http.server.request.duration&view=table", ".grid-table td.num" },
        { "settings", "settings", ".settings .grid-table tbody tr" },
        { "nothing-matches", "traces?q=no-such-trace", ".empty" },
        { "not-found", "no-such-page", ".empty" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task ArePassableAtEveryWidthInBothThemes(string name, string path, string seen)
    {
        await using var page = await browser.OpenAsync(path);
        await page.SeesAsync(seen);
        await page.LiveAsync();
        await LookAsync(page, name);
    }

    [Theory]
    [InlineData("trace-failed", "traces?errors=true&q=ping", "[data-span]:has(.error-text)", ".pane .callout")]
    [InlineData("trace-odd", "traces?q=odd", "[data-span]:has(.warn-text)", ".pane .callout")]
    [InlineData("trace-figures", "traces?q=ping", "button:has-text('Figures')", ".grid-table td.num")]
    public async Task ATraceIsPassableToo(string name, string list, string clicked, string seen)
    {
        await using var page = await browser.OpenAsync(list);
        await page.SeesAsync(".traces a.row");
        await page.LiveAsync();
        await page.Find(".traces a.row").First.ClickAsync();
        await page.Find(clicked).Last.ClickAsync();
        await page.SeesAsync(seen);
        await LookAsync(page, name);
    }

    [Theory]
    [InlineData("log-record", "structuredlogs?level=error", ".logs .row.clickable", ".pane .callout")]
    [InlineData("filter-form", "traces", "button:has-text('Filter')", ".filter-form")]
    [InlineData("picker", "structuredlogs", "button[aria-label=Resource]", ".picker-list [role=option]")]
    [InlineData("shortcuts", "settings?", "[data-action=help]", "#shortcut-help[open]")]
    public async Task WhatOpensIsPassableToo(string name, string path, string clicked, string seen)
    {
        await using var page = await browser.OpenAsync(path);
        await page.LiveAsync();
        await page.Find(clicked).First.ClickAsync();
        await page.SeesAsync(seen);
        await LookAsync(page, name);
    }

    [Fact]
    public async Task PagesWithNothingOnThemArePassableToo()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        foreach (var path in new[] { "", "consolelogs", "structuredlogs", "traces", "traces/0af7651916cd43dd8448eb211c80319c", "metrics", "settings" })
        {
            await using var page = await browser.OpenAsync(path, dashboard: dashboard);
            await page.LiveAsync();
            await LookAsync(page, $"empty-{(path.Length == 0 ? "resources" : path.Replace('/', '-'))}");
        }
    }

    [Fact]
    public async Task TheLoginIsPassableToo()
    {
        await using var page = await browser.OpenAsync("login?t=not-the-token-of-this-run");
        await page.SeesAsync(".login-card [role=alert]");
        await LookAsync(page, "login");
    }

    private static async Task LookAsync(BrowserPage page, string name)
    {
        var failures = new List<string>();
        foreach (var (width, height) in Sizes)
        {
            await page.Page.SetViewportSizeAsync(width, height);
            foreach (var theme in new[] { "light", "dark" })
            {
                await page.Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; document.dispatchEvent(new CustomEvent('themechange')); }", theme);
                await page.Page.EvaluateAsync("() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
                var audit = await PageAudit.OfAsync(page);
                Assert.True(audit.Texts > 2, $"{name}: {audit.Texts} texts were looked at.");
                failures.AddRange(audit.Failures.Select(failure => $"{theme}, {width}: {failure}"));
                await page.PictureAsync($"{name}-{width}-{theme}");
            }

            var wide = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (wide > width)
                failures.Add($"{width}: the page is {wide} px wide");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.Empty(page.Foreign);
        // The browser itself complains about the address that leads nowhere, which is what that page is about.
        Assert.DoesNotContain(page.Errors, error => !error.Contains("404", StringComparison.Ordinal));
    }
}
