using System.Net.Http.Headers;

namespace EdgeProxy.Conformance;

/// <summary>A gRPC request gets the proxy's own failures as HTTP 200 with <c>grpc-status</c> and <c>grpc-message</c>.</summary>
internal static class GrpcCases
{
    private static readonly CaseGroup Group = new("grpc");

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Group.Driven(
            "the upstream closes before headers", Call("close"),
            Expect.Status(200), Expect.Header("content-type", "application/grpc"), GrpcStatus("14"),
            GrpcMessage(FailureCases.Before + "connection termination")) with
        { Needs = CaseNeeds.Backends },
        Group.Raw(
            "the same over HTTP/1.1", RawRequest.Post("/pong", "", "content-type: application/grpc", "te: trailers", "x-backend: close"),
            Expect.Status(200), GrpcStatus("14")),
        Group.Driven(
            "a subtype counts as gRPC too", Call("close", "application/grpc+proto"), Expect.Status(200), GrpcStatus("14")) with
        { Needs = CaseNeeds.Backends },
        Group.Driven(
            "application/grpc-web is not gRPC", Call("close", "application/grpc-web"), Expect.Status(503), Expect.NoHeader("grpc-status")) with
        { Needs = CaseNeeds.Backends },
        Group.Driven(
            "the route timeout", Call("stall"), Expect.Status(200), GrpcStatus("14", "4"), GrpcMessage("upstream request timeout")) with
        {
            Needs = CaseNeeds.Backends,
            Limit = TimeSpan.FromSeconds(25),
            Note = "Envoy maps 504 to UNAVAILABLE (14), and to DEADLINE_EXCEEDED (4) where a runtime flag says so.",
        },
        Group.Driven(
            "grpc-timeout passes through and limits nothing", Call("delay=400", timeout: "50m"),
            Expect.Cluster("pong"), ExpectUpstream.Header("grpc-timeout", "50m")) with
        { Needs = CaseNeeds.Backends },
    ];

    private static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> Call(
        string behaviour, string type = "application/grpc", string? timeout = null) =>
        ClientExchange.Http2(HttpMethod.Post, "/pong/Service/Method", request =>
        {
            request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            request.Headers.TE.ParseAdd("trailers");
            request.Headers.Add(RawRequest.BehaviourHeader, behaviour);
            if (timeout is not null)
                request.Headers.Add("grpc-timeout", timeout);
        });

    // With no body the two stand in the headers (a "trailers only" answer); a proxy may also send them as trailers.
    private static Expectation GrpcStatus(params string[] anyOf) => new(
        $"grpc-status {string.Join(" or ", anyOf)}",
        o => new(anyOf.Contains(Find(o, "grpc-status")), $"grpc-status {Find(o, "grpc-status") ?? "absent"}"));

    private static Expectation GrpcMessage(string text) => new(
        $"grpc-message '{Expect.Short(text)}'",
        o => new(Uri.UnescapeDataString(Find(o, "grpc-message") ?? "") == text, $"grpc-message '{Find(o, "grpc-message") ?? "absent"}'"));

    private static string? Find(Observation o, string name) => o.Response.Headers.Find(name) ?? o.Response.Trailers.Find(name);
}
