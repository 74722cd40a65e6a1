using System.Diagnostics;

namespace EdgeProxy.Conformance;

/// <summary>The route timeout (from the end of the request to the end of the answer) and the stream idle timeout.</summary>
internal static class TimeoutCases
{
    private static readonly CaseGroup Group = new("timeouts");
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RouteLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(6);

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Group.Driven(
            "an answer that does not come is 504 after the route timeout", RouteTimeoutAsync("stall"),
            Expect.Status(504), Expect.Body("upstream request timeout"), Expect.Fact("time", "the route timeout")) with
        { Needs = CaseNeeds.Backends, Limit = RouteLimit },
        Group.Driven(
            "an answer that does not end is cut at the route timeout", RouteTimeoutAsync("head-then-stall"),
            Expect.Status(200), Expect.CutShort, Expect.Fact("time", "the route timeout")) with
        { Needs = CaseNeeds.Backends, Limit = RouteLimit },
        Group.Driven(
            "the route timeout does not run while the request comes in", SlowUploadAsync, Expect.Cluster("pong"), ExpectUpstream.Body("hello")) with
        { Needs = CaseNeeds.Backends, Limit = RouteLimit },
        Group.Driven(
            "an incomplete request that stops is 408 after the idle timeout", IdleRequestAsync,
            Expect.Status(408), Expect.Body("stream timeout")) with
        { Needs = CaseNeeds.Slow, Limit = IdleLimit },
    ];

    private static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> RouteTimeoutAsync(string behaviour) =>
        async (target, id, cancellation) =>
        {
            var seen = await Exchange.Raw(RawRequest.Get("/pong", $"x-backend: {behaviour}"))(target, id, cancellation);
            var inTime = seen.Elapsed > target.RouteTimeout * 0.9 && seen.Elapsed < target.RouteTimeout + Slack;
            return seen with
            {
                Facts = new Dictionary<string, string> { ["time"] = inTime ? "the route timeout" : $"{seen.Elapsed.TotalSeconds:0.##} s" },
            };
        };

    // The request takes longer than the route timeout to arrive, never idle for long; the answer then comes at once.
    private static async Task<Observation> SlowUploadAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
        await connection.SendAsync((RawRequest.Post("/pong", "hello") with { Body = "" }).ToBytes(target, id), cancellation);
        foreach (var letter in "hello"u8.ToArray())
        {
            await Task.Delay(target.RouteTimeout * 0.22, cancellation);
            await connection.SendAsync(new[] { letter }, cancellation);
        }

        return Observation.Of(await connection.ReadResponseAsync(false, cancellation));
    }

    private static async Task<Observation> IdleRequestAsync(ConformanceTarget target, string id, CancellationToken cancellation)
    {
        using var connection = await RawConnection.OpenAsync(target.Address, cancellation);
        await connection.SendAsync((RawRequest.Post("/pong", "hello") with { Body = "he" }).ToBytes(target, id), cancellation);
        var watch = Stopwatch.StartNew();
        var response = await connection.ReadResponseAsync(false, cancellation);
        return Observation.Of(response) with { Elapsed = watch.Elapsed };
    }
}
