using Bunit;
using EdgeProxy.Dashboard.Pages.Traces;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Components;
using EdgeProxy.Dashboard.Tests.Demo;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Dashboard.Tests.Pages.Traces;

public sealed class TracesPageTests
{
    [Fact]
    public void AsksForWhatTheAddressSays()
    {
        using var context = new PageContext();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(
            "/traces?service=gateway&q=ping&min=5ms&errors=true&sort=duration&dir=asc&filter=http.route:eq:%2Fping&from=1000&to=2000");

        context.Render<TracesPage>();

        var query = context.Telemetry.Traces.LastQuery!;
        Assert.Equal(("gateway", "ping", 5_000_000L, true), (query.ServiceName, query.Text, query.MinDurationNanoseconds, query.HasError));
        Assert.Equal((TraceSortKey.Duration, false, 1000L, 2000L), (query.SortBy, query.Descending, query.From!.Value.Nanoseconds, query.To!.Value.Nanoseconds));
        Assert.Equal([new AttributeFilter("http.route", FilterOperator.Equal, "/ping")], query.Attributes);
    }

    [Fact]
    public void SortsByDurationAtAClick()
    {
        using var context = new PageContext();
        var page = context.Render<TracesPage>();

        page.FindAll(".head button").Single(button => button.TextContent.Contains("Duration", StringComparison.Ordinal)).Click();

        Assert.EndsWith("/traces?sort=duration", context.Services.GetRequiredService<NavigationManager>().Uri.Replace("http://localhost/?", "/traces?", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsATraceThatArrivesLater()
    {
        using var context = new PageContext(isEmpty: true);
        var page = context.Render<TracesPage>();
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", page.Find(".empty").TextContent, StringComparison.Ordinal);

        DemoShop.Create(DateTimeOffset.UnixEpoch.AddYears(50), traces: 1).Traces.ForEach(context.Telemetry.Add);
        context.Telemetry.Change(TelemetrySignals.Traces);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("a.row")));
    }

    [Fact]
    public void ClearsWhenAsked()
    {
        using var context = new PageContext();
        var page = context.Render<TracesPage>();

        page.Find("button[aria-label=Clear]").Click();

        Assert.Equal([TelemetrySignals.Traces], context.Telemetry.Cleared);
    }
}
