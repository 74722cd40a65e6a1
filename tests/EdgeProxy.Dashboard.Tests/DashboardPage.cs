using EdgeProxy.TestKit;
using Microsoft.Playwright;

namespace EdgeProxy.Dashboard.Tests;

/// <summary>A page of the Aspire dashboard, in a browser of its own.</summary>
internal sealed class DashboardPage(IPage page) : IAsyncDisposable
{
    /// <summary>How long anything may take to be seen.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    private static readonly string Screenshots = Path.Combine(Repository.Root, "artifacts", "screenshots");

    public IPage Page { get; } = page;

    /// <summary>The rows of the page's list, without its head.</summary>
    public ILocator Rows => Page.Locator("tbody tr.fluent-data-grid-row");

    /// <summary>The row of a resource, or of the first of its replicas.</summary>
    public ILocator ResourceRow(string name) =>
        Rows.Filter(new() { Has = Page.Locator(".resource-name-text").GetByText(name) }).First;

    /// <summary>Runs a command of a resource by its menu.</summary>
    public async Task RunCommandAsync(string resource, string command)
    {
        await ResourceRow(resource).Locator("fluent-button[title=Actions]").ClickAsync();
        await Page.Locator("fluent-menu-item[title=Commands]:visible").HoverAsync();
        await Page.Locator("fluent-menu-item:visible").GetByText(command, new() { Exact = true }).ClickAsync();
    }

    /// <summary>Waits until the dashboard reports a command's success.</summary>
    public Task CommandSucceedsAsync(string resource, string command) => Page.GetByText($"{resource} \"{command}\" succeeded").First.WaitForAsync();

    /// <summary>Keeps a picture of the page as build output, without what the pointer would highlight.</summary>
    public async Task ScreenshotAsync(string name)
    {
        await Page.Mouse.MoveAsync(0, 0);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    public ValueTask DisposeAsync() => Page.Context.DisposeAsync();
}
