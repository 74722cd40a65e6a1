using Bunit;
using EdgeProxy.Dashboard.Pages.Resources;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Dashboard.Tests.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Dashboard.Tests.Pages.Resources;

public sealed class ResourcesPageTests
{
    [Fact]
    public void SaysWhatToDoWhereNoApplicationIsConnected()
    {
        using var context = new PageContext(isEmpty: true);

        var page = context.Render<ResourcesPage>();

        Assert.Contains("dotnet run --project EdgeProxy.AppHost", page.Find(".empty pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsAChangeWithoutBeingLoadedAgain()
    {
        using var context = new PageContext();
        var page = context.Render<ResourcesPage>();

        context.Resources.Set(new ResourceSnapshot { Name = "late", Type = "Project", State = "Starting" });

        page.WaitForAssertion(() => Assert.Contains("late", page.Find(".resources").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CarriesACommandToTheEngineAndShowsWhyItFailed()
    {
        using var context = new PageContext();
        var page = context.Render<ResourcesPage>();
        var commands = context.Commands.Listen();

        page.Find("button[aria-label='Restart ping-svc']").Click();
        var asked = await commands.ReadAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal("Restarting", page.Find(".resources .busy").TextContent.Trim());
        context.Commands.Complete(new ResourceCommandResult(asked.Id, false, "port 80 is taken"));

        Assert.Equal(("ping-svc", ResourceCommandName.Restart), (asked.Resource, asked.Command));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".resources .busy")));
        page.WaitForAssertion(() => Assert.Contains("port 80 is taken", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void OpensTheDetailsThatTheAddressNames()
    {
        using var context = new PageContext();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/?resource=pong-svc-q5t6ulxo");

        var page = context.Render<ResourcesPage>();

        var pane = page.Find(".pane").TextContent;
        Assert.Contains("503 Service Unavailable", pane, StringComparison.Ordinal);
        Assert.Contains("OTEL_EXPORTER_OTLP_HEADERS", pane, StringComparison.Ordinal);
        Assert.Contains("••••••••", pane, StringComparison.Ordinal);
    }
}
