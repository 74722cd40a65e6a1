using Bunit;
using EdgeProxy.Dashboard.Pages.Traces;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Dashboard.Tests.Pages.Traces;

public sealed class TracePageTests
{
    [Fact]
    public void ShowsEverySpanWithABarALabelAndItsLogs()
    {
        using var context = new PageContext();
        var trace = Failed(context);

        var page = Render(context, trace);

        Assert.Equal(trace.Spans.Count, page.FindAll("[data-span]").Count);
        Assert.Equal(trace.Spans.Count, page.FindAll(".span-bar").Count);
        Assert.NotEmpty(page.FindAll(".log-dot.error"));
        Assert.NotEmpty(page.FindAll(".critical"));
    }

    [Fact]
    public void ShowsAnExceptionBeforeEverythingElse()
    {
        using var context = new PageContext();
        var trace = Failed(context);
        var failed = trace.Spans.Single(span => span.Details.Events.Any(happened => happened.Name == "exception"));

        var page = Render(context, trace, $"?span={failed.SpanId}");

        Assert.Contains("Connection refused", page.Find(".pane-body > :first-child").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesOutTheKindsThatTheAddressHides()
    {
        using var context = new PageContext();
        var trace = Failed(context);

        var page = Render(context, trace, "?hide=internal,client");

        Assert.Equal(trace.Spans.Count(span => span.Kind == SpanKind.Server), page.FindAll("[data-span]").Count);
    }

    [Fact]
    public void ShowsFiguresByOperation()
    {
        using var context = new PageContext();

        var page = Render(context, Failed(context), "?view=figures");

        Assert.NotEmpty(page.FindAll(".grid-table tbody tr"));
    }

    [Fact]
    public void SaysSoWhereTheTraceIsNotStored()
    {
        using var context = new PageContext(isEmpty: true);

        var page = context.Render<TracePage>(parameters => parameters.Add(component => component.Id, new string('a', 32)));

        Assert.Contains("not stored", page.Find(".empty h2").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void DrawsAnOddTraceWithAMark()
    {
        using var context = new PageContext();
        var odd = context.Telemetry.Traces.Ids.Select(id => context.Telemetry.Traces.Find(id)!).Single(trace => trace.Summary.Name == "GET /odd");

        var page = Render(context, odd);

        Assert.NotEmpty(page.FindAll(".span-name .warn-text"));
        Assert.Equal(4, page.FindAll("[data-span]").Count);
    }

    private static TraceSnapshot Failed(PageContext context) =>
        context.Telemetry.Traces.Ids.Select(id => context.Telemetry.Traces.Find(id)!)
            .First(trace => trace.Spans.Any(span => span.Details.Events.Any(happened => happened.Name == "exception")));

    private static IRenderedComponent<TracePage> Render(PageContext context, TraceSnapshot trace, string query = "")
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/traces/{trace.Summary.TraceId}{query}");
        return context.Render<TracePage>(parameters => parameters.Add(component => component.Id, trace.Summary.TraceId.ToString()));
    }
}
