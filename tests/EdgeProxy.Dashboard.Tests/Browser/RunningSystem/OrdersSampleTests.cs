using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Browser.RunningSystem;

/// <summary>What is no project of .NET on the pages: the sample with a Node service, a PostgreSQL and a secret parameter.</summary>
[Collection("browser")]
public sealed class OrdersSampleTests(BrowserFixture browser)
{
    private const string Password = "s3cret-of-the-tests";

    [Fact]
    public async Task ExecutablesParametersAndConnectionStringsHaveTheirPlaceOnEachPage()
    {
        RequiredTool.Find("node", "nodejs");
        RequiredTool.Find("psql", "postgresql");
        await using var orders = await RunningAppHost.StartAsync(
            "samples/orders/Orders.AppHost", new Dictionary<string, string> { ["Parameters__db_password"] = Password });

        foreach (var (name, path, seen) in new[]
        {
            ("orders-resources", "", ".resources [data-row]:has-text('orders-api') .state:has-text('Running')"),
            ("orders-graph", "?view=graph", ".graph .node:has-text('orders-api')"),
            ("orders-api", "?resource=orders-api", ".pane dd:has-text('Executable')"),
            ("orders-db", "?resource=db", ".pane dd:has-text('Executable')"),
            ("orders-console", "consolelogs?resource=db", ".console-line:has-text('ready to accept connections')"),
        })
        {
            await using var page = await orders.OpenAsync(browser, path);
            await page.SeesAsync(seen, timeoutSeconds: 30);
            await page.LiveAsync();
            await page.PictureAsync(name);
            Assert.DoesNotContain(Password, await page.Page.ContentAsync(), StringComparison.Ordinal);
            Assert.Empty(page.Errors);
            Assert.Empty(page.Foreign);
        }
    }
}
