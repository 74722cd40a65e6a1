using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Observability.Telemetry;

/// <summary>
/// A listener hears every gateway of the process, so each test tells its spans by a trace, or by a target, of its own.
/// </summary>
public sealed class RequestSpanTests
{
    private const string CallersSpan = "b7ad6b7169203331";

    [Fact]
    public async Task ARequestIsASpanOfTheCallersTrace()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var spans = new ConcurrentBag<Activity>();
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded, activity =>
        {
            if (activity.TraceId.ToHexString() == trace && activity.Kind == ActivityKind.Server)
                spans.Add(activity);
        });
        await using var backend = new RecordingBackend("one", "pong you ...");
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(backend.Port));
        await SendAsync(gateway, "/pong?name=a&token=secret", $"00-{trace}-{CallersSpan}-01");

        await Eventually.HoldsAsync("the span", () => !spans.IsEmpty);
        var span = spans.Single();
        Assert.Equal("GET /pong", span.DisplayName);
        Assert.Equal(CallersSpan, span.ParentSpanId.ToHexString());
        Assert.Equal("/pong", span.GetTagItem("http.route"));
        Assert.Equal("/pong", span.GetTagItem("url.path"));
        Assert.Equal("name=Redacted&token=Redacted", span.GetTagItem("url.query"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal("1.1", span.GetTagItem("network.protocol.version"));
    }

    [Fact]
    public async Task AnAnswerOfTheGatewayItselfIsAnErrorWithItsFlag()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var spans = new ConcurrentBag<Activity>();
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded, activity =>
        {
            if (activity.TraceId.ToHexString() == trace && activity.Kind == ActivityKind.Server)
                spans.Add(activity);
        });
        using var dead = new ClosedPort();
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(dead.Number));
        await SendAsync(gateway, "/pong", $"00-{trace}-{CallersSpan}-01");

        await Eventually.HoldsAsync("the span", () => !spans.IsEmpty);
        Assert.Equal(ActivityStatusCode.Error, spans.Single().Status);
        Assert.Equal("UF", spans.Single().GetTagItem("response_flags"));
        Assert.Equal("UF", spans.Single().GetTagItem("error.type"));
    }

    private static ActivityListener Listen(ActivitySamplingResult result, Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EdgeProxy.Gateway",
            Sample = (ref _) => result,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task SendAsync(TestGateway gateway, string target, string traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target) { Headers = { { "traceparent", traceParent } } };
        (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }
}
