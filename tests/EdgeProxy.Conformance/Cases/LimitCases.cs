namespace EdgeProxy.Conformance;

/// <summary>60 KiB of headers with the request line, 100 headers, and no limit for bodies (those are in the group bodies).</summary>
internal static class LimitCases
{
    private static readonly CaseGroup Group = new("limits");

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Group.Raw("56 KiB of headers pass", RawRequest.Get("/pong", BigHeader(56)), Expect.Cluster("pong")),
        Group.Raw("56 KiB in eight headers pass", RawRequest.Get("/pong", Spread(56)), Expect.Cluster("pong")),
        Group.Raw("a target of 56 KiB passes", RawRequest.Get("/pong/" + new string('a', 56 * 1024)), Expect.Cluster("pong")),
        Group.Raw("over 60 KiB in one header", RawRequest.Get("/pong", BigHeader(61)), Expect.Status(431), ExpectUpstream.Nothing),
        Group.Raw("over 60 KiB in eight headers", RawRequest.Get("/pong", Spread(62)), Expect.Status(431), ExpectUpstream.Nothing),
        Group.Raw(
            "over 60 KiB in the request line", RawRequest.Get("/pong/" + new string('a', 61 * 1024)), Expect.Status(431), ExpectUpstream.Nothing),
        Group.Raw(
            "over 60 KiB in the request line and headers together",
            RawRequest.Get("/pong/" + new string('a', 31 * 1024), BigHeader(31)), Expect.Status(431), ExpectUpstream.Nothing),
        Group.Raw("100 headers pass", RawRequest.Get("/pong", Many(98)), Expect.Cluster("pong")),
        Group.Raw("101 headers", RawRequest.Get("/pong", Many(99)), Expect.Status(431), ExpectUpstream.Nothing),
    ];

    private static string BigHeader(int kibibytes) => "x-big: " + new string('a', kibibytes * 1024);

    private static string[] Spread(int kibibytes) =>
        [.. Enumerable.Range(0, 8).Select(i => $"x-big-{i}: {new string('a', kibibytes * 1024 / 8)}")];

    // Host and the case's mark are two more.
    private static string[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => $"x-h{i}: {i}")];
}
