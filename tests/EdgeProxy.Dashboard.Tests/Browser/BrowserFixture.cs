using EdgeProxy.Dashboard.Tests.Browser;
using EdgeProxy.Dashboard.Tests.Demo;
using EdgeProxy.TestKit;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>One dashboard with the demo in it and one Chromium for all browser tests, started when the first of them asks.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private DashboardProcess? _dashboard;
    private DemoFeeder? _feeder;

    internal DashboardProcess Dashboard => _dashboard ?? throw new InvalidOperationException("Open a page first.");

    internal DemoFeeder Feeder => _feeder ?? throw new InvalidOperationException("Open a page first.");

    /// <summary>Where pictures of pages are kept as build output.</summary>
    public static string Screenshots { get; } = Path.Combine(Repository.Root, "artifacts", "screenshots");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A page of a browser that has logged in.</summary>
    internal async Task<BrowserPage> OpenAsync(string path, string theme = "light", int width = 1280, int height = 800, DashboardProcess? dashboard = null)
    {
        await StartAsync();
        return await OpenAsync((dashboard ?? Dashboard).Frontend, DashboardProcess.Token, path, theme, width, height);
    }

    /// <summary>A page of another program's dashboard.</summary>
    internal async Task<BrowserPage> OpenAsync(Uri frontend, string token, string path, string theme = "light", int width = 1280, int height = 800)
    {
        await StartAsync();
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, AcceptDownloads = true });
        await context.AddCookiesAsync([new() { Name = "edgeproxy-theme", Value = theme, Url = frontend.ToString() }]);
        var page = new BrowserPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync($"{frontend}login?t={token}&returnUrl={Uri.EscapeDataString("/" + path)}");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_feeder is not null)
            await _feeder.DisposeAsync();
        if (_dashboard is not null)
            await _dashboard.DisposeAsync();
        _starting.Dispose();
    }

    private async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_browser is not null)
                return;
            var chromium = RequiredTool.Find("chromium", "chromium");
            _dashboard = await DashboardProcess.StartAsync();
            _feeder = _dashboard.CreateFeeder();
            await _feeder.SendResourcesAsync(TimeProvider.System.GetUtcNow());
            await _feeder.SendAsync(DemoShop.Create(TimeProvider.System.GetUtcNow()));
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Flags });
        }
        finally
        {
            _starting.Release();
        }
    }
}
