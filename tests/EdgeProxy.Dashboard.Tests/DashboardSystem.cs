using System.Text.RegularExpressions;
using EdgeProxy.Dashboard.Tests;
using EdgeProxy.TestKit;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(DashboardSystem))]

namespace EdgeProxy.Dashboard.Tests;

/// <summary>The application as <c>dotnet run</c> starts it, on random ports, and a browser for its dashboard. All tests share it.</summary>
public sealed partial class DashboardSystem : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    /// <summary>The profile <c>random-ports</c> of the AppHost's launch settings, which a built program does not read.</summary>
    private static readonly Dictionary<string, string> RandomPorts = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = "http://localhost:0",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:0",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        ["DcpPublisher__RandomizePorts"] = "true",
        // The AppHost ends itself when this process is gone, however that ended.
        ["ASPIRE_CLI_PID"] = $"{Environment.ProcessId}",
    };

    private static readonly string[] ChromiumFlags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private AppHostProcess? _appHost;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The address that the console prints, with the token that logs a person in.</summary>
    public Uri LoginUrl { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var chromium = RequiredTool.Find("chromium", "chromium");
        _appHost = AppHostProcess.Start("EdgeProxy.AppHost", RandomPorts);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ChromiumFlags });
        await _appHost.SeesLineAsync("Login to the dashboard at", StartLimit);
        LoginUrl = new Uri(LoginLine().Match(_appHost.Output).Groups["url"].Value);
    }

    /// <summary>Logs in with a browser that has no cookies, and opens a page.</summary>
    /// <param name="path">The page, such as <c>/traces</c>.</param>
    /// <param name="colorScheme">What the browser prefers, which the dashboard follows.</param>
    internal async Task<DashboardPage> OpenAsync(string path, ColorScheme colorScheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 560 }, ColorScheme = colorScheme });
        context.SetDefaultTimeout((float)DashboardPage.Limit.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{LoginUrl}&returnUrl={Uri.EscapeDataString(path)}");
        return new DashboardPage(page);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_appHost is null)
            return;
        try
        {
            Signals.Send(_appHost.Id, Signals.Terminate);
            await Eventually.HoldsAsync("the end of the AppHost and of all that it started", () => _appHost.Alive.Count == 0, StopLimit);
        }
        finally
        {
            await _appHost.DisposeAsync();
        }
    }

    [GeneratedRegex(@"Login to the dashboard at (?<url>http://localhost:\d+/login\?t=\w+)")]
    private static partial Regex LoginLine();
}
