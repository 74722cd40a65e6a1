using EdgeProxy.TestKit;
using Microsoft.Playwright;

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>A page in a browser of its own, and everything that went wrong on it.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];
    private readonly List<string> _foreign = [];

    public BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!new Uri(request.Url).IsLoopback && new Uri(request.Url).Scheme.StartsWith("http", StringComparison.Ordinal))
                _foreign.Add(request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>What scripts and policies complained about.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Requests that left this machine.</summary>
    public IReadOnlyList<string> Foreign => _foreign;

    /// <summary>Waits until the page lives: its circuit answers.</summary>
    public Task LiveAsync() => Eventually.HoldsAsync(
        "the page lives", async () => await Page.Locator(".app[data-live=true]").CountAsync() == 1);

    /// <summary>Waits until something is seen.</summary>
    public ILocator Find(string selector) => Page.Locator(selector);

    public Task SeesAsync(string selector, int timeoutSeconds = 20) =>
        Page.Locator(selector).First.WaitForAsync(new() { Timeout = timeoutSeconds * 1000 });

    /// <summary>Keeps a picture of the page as build output.</summary>
    public async Task PictureAsync(string name)
    {
        Directory.CreateDirectory(BrowserFixture.Screenshots);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.Screenshots, name + ".png") });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
