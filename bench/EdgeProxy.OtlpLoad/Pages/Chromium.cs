using Microsoft.Playwright;

namespace EdgeProxy.OtlpLoad.Pages;

/// <summary>The system's own Chromium without a window, each page in a profile of its own: nothing is cached from one to the next.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly string[] Flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Notes the time from the start of the navigation to the frame that has the first row on it.</summary>
    private const string Watch = """
        const look = () => document.querySelector('.traces a.row, .waterfall [data-span]')
          ? requestAnimationFrame(() => { window.firstRow = performance.now(); })
          : requestAnimationFrame(look);
        requestAnimationFrame(look);
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <exception cref="InvalidOperationException">Chromium is not installed.</exception>
    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"There is no '{Program}'. Install it (Debian: apt-get install chromium), or leave the pages out with --parts.");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Flags }));
    }

    /// <summary>Opens a page in a new profile, at a window of 1280 by 800.</summary>
    public async Task<IPage> OpenAsync()
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await context.AddInitScriptAsync(Watch);
        return await context.NewPageAsync();
    }

    /// <summary>Seconds from the start of the navigation to the first row.</summary>
    public async Task<double> FirstRowAsync(Uri address)
    {
        var page = await OpenAsync();
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => window.firstRow > 0");
        var seconds = await page.EvaluateAsync<double>("() => window.firstRow") / 1000;
        await page.Context.CloseAsync();
        return seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
