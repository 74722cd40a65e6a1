using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Observability.Telemetry;

public sealed class AttemptSpanTests
{
    [Fact]
    public async Task EachAttemptIsASpanBetweenTheCallerAndTheService()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EdgeProxy.Gateway",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId.ToHexString() == trace)
                    spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var dead = new ClosedPort();
        await using var backend = new RecordingBackend("one", "ping me ...");
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(dead.Number, backend.Port));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "traceparent", $"00-{trace}-b7ad6b7169203331-01" } } };
        (await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();

        // A span ends behind the answer.
        await Eventually.HoldsAsync("three spans", () => spans.Count == 3);
        var attempts = spans.Where(span => span.Kind == ActivityKind.Client).OrderBy(span => span.StartTimeUtc).ToList();
        Assert.Equal(2, attempts.Count);
        Assert.Equal("UF", attempts[0].GetTagItem("response_flags"));
        Assert.Equal(1, attempts[1].GetTagItem("http.request.resend_count"));
        Assert.Equal("ping-cluster", attempts[1].GetTagItem("upstream_cluster.name"));
        Assert.Equal($"127.0.0.1:{backend.Port}", attempts[1].GetTagItem("upstream_address"));
        Assert.All(attempts, attempt => Assert.Equal(spans.Single(span => span.Kind == ActivityKind.Server).Id, attempt.ParentId));
        Assert.Equal(attempts[1].Id, backend.All.Single().Headers.Find("traceparent"));
    }
}
