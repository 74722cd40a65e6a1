using System.Text.Json;

namespace EdgeProxy.Conformance;

/// <summary>The admin port: what each path answers, and to which methods.</summary>
internal static class AdminCases
{
    private static readonly CaseGroup Group = new("admin");

    private static readonly string[] ReadOnly =
        ["/ready", "/server_info", "/listeners", "/clusters", "/config_dump", "/stats", "/stats/prometheus", "/memory", "/help"];

    private static readonly string[] Json =
        ["/server_info", "/clusters?format=json", "/listeners?format=json", "/config_dump", "/stats?format=json", "/memory"];

    // Asked with GET alone: a POST would act on the proxy under test.
    private static readonly string[] Mutating =
        ["/healthcheck/fail", "/healthcheck/ok", "/drain_listeners", "/reset_counters", "/quitquitquit"];

    private static readonly string[] HostStatistics =
        ["cx_active", "cx_connect_fail", "cx_total", "rq_active", "rq_error", "rq_success", "rq_timeout", "rq_total", "hostname", "health_flags", "weight"];

    private static readonly Expectation IsJson = new("a JSON body", o =>
    {
        try
        {
            using var document = JsonDocument.Parse(o.Response.Text);
            return new(true, "a JSON body");
        }
        catch (JsonException)
        {
            return new(false, $"body '{Expect.Short(o.Response.Text)}'");
        }
    });

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. ReadOnly.Select(p => Get($"GET {p}", p, Expect.Status(200))),
        .. Json.Select(p => Get($"{p} is JSON", p, Expect.Status(200), IsJson)),
        .. Mutating.Select(p => Get($"GET {p} is refused", p, Expect.Status(405))),
        .. ReadOnly.Where(p => p is not "/ready").Take(4).Select(p => Of(HttpMethod.Put, $"PUT {p} is refused", p, Expect.Status(405))),
        Get("/ready says LIVE", "/ready", Expect.Status(200), Expect.BodyMatches("is 'LIVE'", "^LIVE\n?$")),
        Get("an unknown path names the commands", "/nonsense", Expect.Status(404), Expect.BodyHas("/config_dump"), Expect.BodyHas("/ready")),
        Get("/help names the commands", "/help", Expect.BodyHas("/healthcheck/fail"), Expect.BodyHas("/stats/prometheus")),
        Get("/server_info has the state", "/server_info", Expect.BodyMatches("is JSON with state LIVE", "\"state\"\\s*:\\s*\"LIVE\"")),
        Get("/listeners has the listener", "/listeners", Expect.BodyMatches("has 'listener_0::ADDRESS:PORT'", "^listener_0::[^ ]+:[0-9]+\r?$|^listener_0::[^ ]+:[0-9]+\n")),
        Get("/clusters has the circuit breakers", "/clusters", Expect.BodyHas("ping-cluster::default_priority::max_connections::1024")),
        .. HostStatistics.Select(s => Get(
            $"/clusters has {s} of each host", "/clusters", Expect.BodyMatches($"has 'ping-cluster::HOST:PORT::{s}::VALUE'", $"ping-cluster::[0-9.]+:[0-9]+::{s}::"))),
        Get("/clusters?format=json names both clusters", "/clusters?format=json", Expect.BodyHas("\"ping-cluster\""), Expect.BodyHas("\"pong-cluster\"")),
        Get("/config_dump has the routes", "/config_dump", Expect.BodyHas("/pong"), Expect.BodyHas("pong-cluster")),
        Of(HttpMethod.Post, "POST /logging", "/logging", Expect.Status(200)),
    ];

    private static ConformanceCase Get(string name, string path, params Expectation[] expectations) => Of(HttpMethod.Get, name, path, expectations);

    private static ConformanceCase Of(HttpMethod method, string name, string path, params Expectation[] expectations) =>
        Group.Driven(name, ClientExchange.Admin(method, path), expectations) with { Needs = CaseNeeds.Admin };
}
