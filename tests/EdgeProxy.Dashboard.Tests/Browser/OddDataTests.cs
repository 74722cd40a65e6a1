using EdgeProxy.Dashboard.Tests.Demo;
using Google.Protobuf;
using Microsoft.Playwright;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>Whatever is odd about telemetry has a mark on the page that says what.</summary>
[Collection("browser")]
public sealed class OddDataTests(BrowserFixture browser) : IAsyncLifetime
{
    private DashboardProcess? _dashboard;
    private DemoFeeder? _feeder;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await DashboardProcess.StartAsync();
        _feeder = _dashboard.CreateFeeder();
    }

    [Fact]
    public async Task IsMarkedOnItsSpan()
    {
        var trace = new DemoTrace(new Random(11), TimeProvider.System.GetUtcNow());
        var root = trace.AddSpan(DemoShop.Processes[0], "root", DemoTrace.Server, null, 0, 100, false);
        trace.AddSpan(DemoShop.Processes[1], "an hour ahead", DemoTrace.Server, root, 3_600_000, 10, false);
        trace.AddSpan(DemoShop.Processes[1], "ends first", DemoTrace.Internal, root, 20, -8, false);
        trace.AddSpan(DemoShop.Processes[1], "a long text", DemoTrace.Internal, root, 20, 8, false).Attributes.Add(DemoShop.Text("long", new string('x', 1024 * 1024)));
        trace.AddSpan(DemoShop.Processes[1], "many attributes", DemoTrace.Internal, root, 30, 8, false).Attributes.AddRange(Enumerable.Range(0, 10_000).Select(index => DemoShop.Number($"key{index}", index)));
        trace.AddSpan(DemoShop.Processes[1], "one of two", DemoTrace.Internal, root, 40, 8, false).SpanId = ByteString.CopyFrom(1, 1, 1, 1, 1, 1, 1, 1);
        trace.AddSpan(DemoShop.Processes[2], "two of two", DemoTrace.Internal, root, 50, 8, false).SpanId = ByteString.CopyFrom(1, 1, 1, 1, 1, 1, 1, 1);
        var first = trace.AddSpan(DemoShop.Processes[2], "a loop", DemoTrace.Internal, root, 60, 8, false);
        var second = trace.AddSpan(DemoShop.Processes[2], "the same loop", DemoTrace.Internal, first, 61, 6, false);
        first.ParentSpanId = second.SpanId;
        trace.AddSpan(DemoShop.Processes[2], "an orphan", DemoTrace.Internal, root, 70, 8, false).ParentSpanId = ByteString.CopyFrom(9, 9, 9, 9, 9, 9, 9, 9);
        await _feeder!.PostAsync("v1/traces", trace.Request());

        await using var page = await browser.OpenAsync($"traces/{Convert.ToHexStringLower(trace.TraceId.Span)}", dashboard: _dashboard);
        await page.SeesAsync("[data-span]");
        foreach (var (span, mark) in new[]
        {
            ("an hour ahead", "clocks differ"), ("ends first", "ends before it starts"), ("a long text", "cut or left out"), ("many attributes", "cut or left out"),
            ("one of two", "same id"), ("two of two", "same id"), ("a loop", "loop"), ("the same loop", "loop"), ("an orphan", "has not arrived"),
        })
        {
            var row = page.Find("[data-span]").Filter(new LocatorFilterOptions { HasText = span }).First;
            Assert.Contains(mark, await row.Locator(".warn-text").GetAttributeAsync("title"), StringComparison.Ordinal);
        }

        await page.PictureAsync("odd-trace");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task IsMarkedOnItsLogRecord()
    {
        var record = new LogRecord { TimeUnixNano = 1, SeverityNumber = SeverityNumber.Info, Body = new AnyValue { StringValue = new string('y', 1024 * 1024) } };
        record.Attributes.AddRange(Enumerable.Range(0, 10_000).Select(index => DemoShop.Number($"key{index}", index)));
        var logs = new ResourceLogs { Resource = DemoShop.ResourceOf("wordy", "a"), ScopeLogs = { new ScopeLogs { LogRecords = { record } } } };
        await _feeder!.PostAsync("v1/logs", new ExportLogsServiceRequest { ResourceLogs = { logs } });

        await using var page = await browser.OpenAsync("structuredlogs", dashboard: _dashboard);
        await page.SeesAsync(".logs .message .warn-text");
        await page.LiveAsync();
        await page.Find(".logs .row.clickable").First.ClickAsync();

        await page.SeesAsync(".pane .callout.warn");
        await page.SeesAsync(".pane :text('9,872 more were left out')");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task IsCountedWhereItWasRefused()
    {
        await using var page = await browser.OpenAsync("traces", dashboard: _dashboard);
        await page.LiveAsync();
        var trace = new DemoTrace(new Random(12), TimeProvider.System.GetUtcNow());
        trace.AddSpan(DemoShop.Processes[0], "without an id", DemoTrace.Server, null, 0, 1, false).SpanId = ByteString.CopyFrom(new byte[8]);
        await _feeder!.PostAsync("v1/traces", trace.Request());

        await page.SeesAsync(".toolbar .rejection:has-text('1 rejected')");
        Assert.Contains("span_id", await page.Find(".toolbar .rejection").GetAttributeAsync("title"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_feeder is not null)
            await _feeder.DisposeAsync();
        if (_dashboard is not null)
            await _dashboard.DisposeAsync();
    }
}
