using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HTTPFault</c>.</summary>
internal sealed class FaultFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.fault";

    public override IReadOnlyList<string> Types => ["HTTPFault"];

    public override IReadOnlyList<string> RouteTypes => ["HTTPFault"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters) => config is null ? new FaultConfig() : Read(config);

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters) => new(name) { Settings = Read(config) };

    private static FaultConfig Read(Message config)
    {
        var result = new FaultConfig
        {
            UpstreamCluster = config.Text("upstream_cluster") ?? "",
            Headers = [.. config.Children("headers").Select(ValueMatchReader.ReadHeader)],
            DownstreamNodes = [.. config.Texts("downstream_nodes")],
            MaxActive = config.Count("max_active_faults"),
        };
        if (config.Child("delay") is { } delay)
        {
            var form = delay.OneOf(true, "fixed_delay", "header_delay");
            result = result with
            {
                Delay = form == "fixed_delay" ? delay.PositiveDuration("fixed_delay") : null,
                DelayByHeader = form == "header_delay",
                DelayPerMillion = FractionReader.Read(delay, "percentage") ?? 0,
            };
            delay.Child("header_delay")?.Finish();
            delay.Skip("type");
            delay.Refuse("'percentage' is.", "percent");
            delay.Finish();
        }

        if (config.Child("abort") is { } abort)
        {
            var form = abort.OneOf(true, "http_status", "grpc_status", "header_abort");
            result = result with
            {
                AbortStatus = (int?)abort.Integer("http_status", 200, 599),
                AbortGrpcStatus = abort.Count("grpc_status"),
                AbortByHeader = form == "header_abort",
                AbortPerMillion = FractionReader.Read(abort, "percentage") ?? 0,
            };
            abort.Child("header_abort")?.Finish();
            abort.Refuse("'percentage' is.", "percent");
            abort.Finish();
        }

        config.Refuse("responses are not slowed down.", "response_rate_limit");
        config.Ignore("there is no runtime; the values of the file are used.", "delay_percent_runtime", "abort_percent_runtime", "delay_duration_runtime", "abort_http_status_runtime",
            "max_active_faults_runtime", "response_rate_limit_percent_runtime", "abort_grpc_status_runtime");
        config.Ignore("statistics are not kept by downstream cluster.", "disable_downstream_cluster_stats");
        config.Ignore("faults carry no metadata.", "filter_metadata");
        config.Finish();
        return result;
    }
}
