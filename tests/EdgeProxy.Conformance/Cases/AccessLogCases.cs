using System.Text.RegularExpressions;

namespace EdgeProxy.Conformance;

/// <summary>Envoy's default log line, and the response flags of the failures. The case's mark is the request's user-agent.</summary>
internal static class AccessLogCases
{
    // Start time, request, status, flags, bytes received and sent, duration, upstream service time, and five quoted fields.
    private static readonly Regex Line = new(
        """^\[(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\] "(?<request>[^"]*)" (?<status>\d+) (?<flags>\S+) (?<received>\d+) (?<sent>\d+) (?<duration>\d+) (?<service>\d+|-) "(?<xff>[^"]*)" "(?<agent>[^"]*)" "(?<id>[^"]*)" "(?<authority>[^"]*)" "(?<upstream>[^"]*)"$""");

    private static readonly CaseGroup Group = new("access-log");

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        Logged("a good answer", Get("/pong?a=1"), Field("request", "GET /pong?a=1 HTTP/1.1"), Field("status", "200"), Field("flags", "-"), Field("received", "0"), Field("sent", "12")),
        Logged("the client's headers", Get("/pong", "x-forwarded-for: 203.0.113.7", "x-request-id: my-own-id"), Field("xff", "203.0.113.7"), Field("id", "my-own-id")),
        Logged("what is absent is -", Get("/pong"), Field("xff", "-")),
        Logged("the upstream's address and time", Get("/pong"), FieldIs("upstream", "ADDRESS:PORT", "^[0-9.]+:[0-9]+$"), FieldIs("service", "milliseconds", "^[0-9]+$")),
        Logged("a body's bytes", RawRequest.Post("/pong", "hello", "User-Agent: {id}"), Field("request", "POST /pong HTTP/1.1"), Field("received", "5"), Field("sent", "12")),
        Logged(
            "a target as it was sent", Get("/pong%2f/../x"), Field("request", "GET /pong%2f/../x HTTP/1.1")),
        Logged(
            "no route", RawRequest.Lines("OPTIONS * HTTP/1.1", "Host: {host}", "User-Agent: {id}"),
            Field("status", "404"), Field("flags", "NR"), Field("service", "-"), Field("upstream", "-")),
        Logged("the upstream closes before headers", Get("/pong", "x-backend: close"), Field("status", "503"), Field("flags", "UC")),
        Logged("the upstream resets before headers", Get("/pong", "x-backend: reset"), Field("status", "503"), FieldIs("flags", "UR or UC", "^(UR|UC)$")),
        Logged("the route timeout", Get("/pong", "x-backend: stall"), Field("status", "504"), Field("flags", "UT")) with { Limit = TimeSpan.FromSeconds(25) },
        Logged("a failure after the headers went out", Get("/pong", "x-backend: partial-then-close"), Field("status", "200"), Field("flags", "UC")),
        Group.Driven(
            "connection refused",
            async (target, id, cancellation) =>
            {
                await target.Backends!.Pong.StopAsync();
                try
                {
                    await Exchange.Raw(RawRequest.Get("/pong"))(target, "warm-up", cancellation);
                    return await Exchange.Raw(Get("/pong"))(target, id, cancellation);
                }
                finally
                {
                    await target.Backends.Pong.StartAsync();
                }
            },
            Field("status", "503"), Field("flags", "UF")) with
        { Needs = CaseNeeds.AccessLog | CaseNeeds.Backends, RunsAlone = true },
        Group.Driven(
            "a cluster without hosts", (target, id, cancellation) => Exchange.Raw(Get(target.PathWithoutHosts!))(target, id, cancellation),
            Field("status", "503"), Field("flags", "UH")) with
        { Needs = CaseNeeds.AccessLog | CaseNeeds.PathWithoutHosts },
        Group.Driven(
            "HTTP/2", ClientExchange.Http2(HttpMethod.Get, "/pong", r => r.Headers.TryAddWithoutValidation("user-agent", r.Headers.GetValues(RawRequest.IdHeader))),
            Field("request", "GET /pong HTTP/2"), Field("status", "200")) with
        { Needs = CaseNeeds.AccessLog },
    ];

    private static RawRequest Get(string target, params string[] headers) => RawRequest.Get(target, ["User-Agent: {id}", .. headers]);

    private static ConformanceCase Logged(string name, RawRequest request, params Expectation[] fields)
    {
        var item = Group.Raw(name, request, fields);
        return item with { Needs = item.Needs | CaseNeeds.AccessLog };
    }

    private static Expectation Field(string name, string value) => FieldIs(name, value, $"^{Regex.Escape(value)}$");

    private static Expectation FieldIs(string name, string what, string pattern) => new(
        $"{name} {what}",
        o => o.LogLine is null ? new(false, "no log line")
            : Line.Match(o.LogLine) is not { Success: true } match ? new(false, $"the line '{o.LogLine}'")
            : new(Regex.IsMatch(match.Groups[name].Value, pattern), $"{name} {match.Groups[name].Value}"))
    {
        Needs = CaseNeeds.AccessLog,
    };
}
