using EdgeProxy.TestKit;
using Microsoft.Playwright;

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>The pages without a mouse.</summary>
[Collection("browser")]
public sealed class KeyboardTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("")]
    [InlineData("traces")]
    [InlineData("metrics?service=ping-svc")]
    public async Task EveryStopOfTheTabKeyIsSeenAndInReadingOrder(string path)
    {
        await using var page = await browser.OpenAsync(path);
        await page.LiveAsync();
        // A page starts at its heading, with its own controls next; before it comes the navigation.
        await HeadingHasFocusAsync(page);
        await page.Page.EvaluateAsync("() => document.querySelector('.nav a').focus()");
        var stops = new List<string>();
        for (var stop = 0; stop < 20; stop++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var (what, isSeen) = await FocusedAsync(page);
            stops.Add(what);
            Assert.True(isSeen, $"Nothing shows that {what} has the focus.");
        }

        Assert.Equal(stops.Count, stops.Distinct().Count());
        Assert.Equal(stops.Count(stop => stop.StartsWith("nav", StringComparison.Ordinal)), stops.TakeWhile(stop => stop.StartsWith("nav", StringComparison.Ordinal)).Count());
    }

    [Fact]
    public async Task ArrowsAndEnterLeadFromTheListToASpan()
    {
        await using var page = await browser.OpenAsync("traces?q=ping");
        await page.SeesAsync(".traces a.row");
        await page.LiveAsync();
        // The page gives its heading the focus once it is there, and takes it from a row that has it before.
        await HeadingHasFocusAsync(page);

        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("[data-span]");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(".pane");
        await page.Page.Keyboard.PressAsync("Escape");

        await page.Find(".pane").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.DoesNotContain("span=", page.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("traces", "http.response.status_code", "503", ".traces a.row")]
    [InlineData("structuredlogs", "exception.type", "System.Net.Http.HttpRequestException", ".logs .row.error")]
    public async Task AConditionIsAddedAndTakenBack(string path, string key, string value, string row)
    {
        await using var page = await browser.OpenAsync(path);
        await page.LiveAsync();
        var all = await CountAsync(page);

        await page.Find("button:has-text('Filter')").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(".filter-form");
        await Eventually.HoldsAsync("the form has the focus", async () => await page.Page.EvaluateAsync<bool>("() => document.activeElement.closest('.filter-form') !== null"));
        await page.Page.Keyboard.TypeAsync(key);
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync(value);
        await page.Page.Keyboard.PressAsync("Enter");

        await page.SeesAsync($".chip:has-text('{key} = {value}')");
        await page.SeesAsync(row);
        Assert.InRange(await CountAsync(page), 1, all - 1);
        Assert.Contains("filter=", page.Page.Url, StringComparison.Ordinal);

        await page.Find(".chip button").ClickAsync();
        await Eventually.HoldsAsync("all are listed again", async () => await CountAsync(page) >= all);
    }

    [Fact]
    public async Task EscapeClosesWhatIsOnTopAndGivesTheFocusBack()
    {
        await using var page = await browser.OpenAsync("structuredlogs");
        await page.LiveAsync();
        await page.Find("button[aria-label=Resource]").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(".picker-list");
        await Eventually.HoldsAsync(
            "the field has the focus", async () => await page.Page.EvaluateAsync<string>("() => document.activeElement.ariaLabel") == "Find a resource");
        await page.Page.Keyboard.TypeAsync("gate");
        await page.SeesAsync(".picker-list [role=option]:has-text('gateway')");

        await page.Page.Keyboard.PressAsync("Escape");

        await page.Find(".picker-list").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Eventually.HoldsAsync("the button has the focus", async () => await page.Page.EvaluateAsync<string>("() => document.activeElement.ariaLabel") == "Resource");
    }

    [Fact]
    public async Task TheHelpNamesTheKeysAndGoesAwayWithEscape()
    {
        await using var page = await browser.OpenAsync("traces");
        await page.LiveAsync();
        await page.Page.Keyboard.PressAsync("?");
        await page.SeesAsync("#shortcut-help[open]");
        Assert.Equal(["R", "C", "S", "T", "M"], (await page.Find("#shortcut-help kbd").AllTextContentsAsync()).Take(5));

        await page.Page.Keyboard.PressAsync("Escape");

        Assert.Equal(0, await page.Find("#shortcut-help[open]").CountAsync());
    }

    private static async Task<int> CountAsync(BrowserPage page)
    {
        var text = await page.Find(".toolbar .count").TextContentAsync();
        return int.Parse(text!.Split(' ')[0].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task HeadingHasFocusAsync(BrowserPage page) => Eventually.HoldsAsync(
        "the heading has the focus", async () => await page.Page.EvaluateAsync<bool>("() => document.activeElement.tagName === 'H1'"));

    private static async Task<(string What, bool IsSeen)> FocusedAsync(BrowserPage page)
    {
        var found = await page.Page.EvaluateAsync<string[]>("""
            () => {
              const at = document.activeElement, style = getComputedStyle(at), part = at.closest('nav.nav') ? 'nav' : 'main';
              const order = [...document.querySelectorAll('*')].indexOf(at);
              return [`${part} ${at.tagName} ${at.textContent.trim().slice(0, 30) || at.ariaLabel || at.title} (${order})`, String(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)];
            }
            """);
        return (found[0], found[1] == "true");
    }
}
