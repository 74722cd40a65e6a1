using System.Globalization;

namespace EdgeProxy.Conformance;

/// <summary>The statistics of the admin port: their names, and that they count what was sent.</summary>
internal static class StatisticsCases
{
    private static readonly CaseGroup Group = new("statistics");

    private static readonly string[] Names =
    [
        "cluster.ping-cluster.upstream_rq_total", "cluster.ping-cluster.upstream_rq_active", "cluster.ping-cluster.upstream_rq_timeout",
        "cluster.ping-cluster.upstream_rq_2xx", "cluster.ping-cluster.upstream_rq_time", "cluster.ping-cluster.upstream_cx_total",
        "cluster.ping-cluster.upstream_cx_active", "cluster.ping-cluster.upstream_cx_connect_fail",
        "cluster.ping-cluster.upstream_cx_connect_timeout", "cluster.ping-cluster.membership_total",
        "cluster.ping-cluster.membership_healthy", "cluster.ping-cluster.membership_change", "cluster.ping-cluster.update_attempt",
        "cluster.ping-cluster.update_success", "cluster.ping-cluster.update_failure", "http.ingress_http.downstream_rq_total",
        "http.ingress_http.downstream_rq_active", "http.ingress_http.downstream_rq_2xx", "http.ingress_http.downstream_rq_4xx",
        "http.ingress_http.downstream_rq_5xx", "http.ingress_http.downstream_rq_time", "http.ingress_http.downstream_cx_total",
        "http.ingress_http.downstream_cx_active",
    ];

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. Names.Select(n => Group.Driven(
            n, AfterOneRequest("/stats"), Expect.BodyMatches($"has '{n}: VALUE'", $"(^|\n){System.Text.RegularExpressions.Regex.Escape(n)}: ")) with
        { Needs = CaseNeeds.Admin }),
        Group.Driven(
            "?filter= keeps what matches", AfterOneRequest("/stats?filter=ping-cluster.upstream_rq_total"),
            Expect.BodyHas("cluster.ping-cluster.upstream_rq_total: "),
            Expect.BodyMatches("names no other cluster", "^(?!.*pong-cluster)")) with
        { Needs = CaseNeeds.Admin },
        Group.Driven(
            "?usedonly leaves out what never moved", AfterOneRequest("/stats?usedonly"),
            Expect.BodyHas("cluster.ping-cluster.upstream_rq_total: "),
            Expect.BodyMatches("has no unused counter", "^(?!.*upstream_rq_timeout: 0)")) with
        { Needs = CaseNeeds.Admin },
        Group.Driven(
            "Prometheus names and labels", AfterOneRequest("/stats/prometheus"),
            Expect.BodyHas("envoy_cluster_upstream_rq_total{envoy_cluster_name=\"ping-cluster\"}"),
            Expect.BodyMatches("has types", "# TYPE envoy_cluster_upstream_rq_total counter")) with
        { Needs = CaseNeeds.Admin },
        Group.Driven(
            "/stats?format=prometheus is the same", AfterOneRequest("/stats?format=prometheus"),
            Expect.BodyHas("envoy_cluster_upstream_rq_total{envoy_cluster_name=\"ping-cluster\"}")) with
        { Needs = CaseNeeds.Admin },
        Counts("three requests are three", "cluster.pong-cluster.upstream_rq_total", 3, RawRequest.Get("/pong")),
        Counts("three good answers are three", "cluster.pong-cluster.upstream_rq_2xx", 3, RawRequest.Get("/pong")),
        Counts("the listener counts them too", "http.ingress_http.downstream_rq_total", 3, RawRequest.Get("/pong")),
        Counts("a refusal of the proxy counts as 4xx", "http.ingress_http.downstream_rq_4xx", 3, RawRequest.Lines("OPTIONS * HTTP/1.1", "Host: {host}")),
        Counts("another cluster's requests do not count", "cluster.pong-cluster.upstream_rq_total", 0, RawRequest.Get("/ping")),
    ];

    private static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> AfterOneRequest(string path) =>
        async (target, id, cancellation) =>
        {
            await Exchange.Raw(RawRequest.Get("/ping"))(target, id, cancellation);
            return await ClientExchange.Admin(HttpMethod.Get, path)(target, id, cancellation);
        };

    private static ConformanceCase Counts(string name, string statistic, int by, RawRequest request) => Group.Driven(
        name,
        async (target, id, cancellation) =>
        {
            using var admin = ClientExchange.NewClient();
            var before = await ReadAsync(admin, target, statistic, cancellation);
            await Exchange.InTurn(request, request, request)(target, id, cancellation);
            var after = await ReadAsync(admin, target, statistic, cancellation);
            for (var i = 0; i < 50 && after - before < by; i++)
            {
                // A request is counted when its answer is done, which may be a moment after the client has it.
                await Task.Delay(20, cancellation);
                after = await ReadAsync(admin, target, statistic, cancellation);
            }

            return Observation.OfFacts((statistic, $"+{after - before}"));
        },
        Expect.Fact(statistic, $"+{by}")) with
    { Needs = CaseNeeds.Admin, RunsAlone = true };

    private static async Task<long> ReadAsync(HttpClient admin, ConformanceTarget target, string statistic, CancellationToken cancellation)
    {
        var stats = await ClientExchange.SendAdminAsync(admin, target, HttpMethod.Get, $"/stats?filter={statistic}", cancellation);
        var line = stats.Response.Text.Split('\n').FirstOrDefault(l => l.StartsWith(statistic + ": ", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[(statistic.Length + 2)..], CultureInfo.InvariantCulture);
    }
}
