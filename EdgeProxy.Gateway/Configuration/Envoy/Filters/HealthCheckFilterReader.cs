using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HealthCheck</c> filter.</summary>
internal sealed class HealthCheckFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.health_check";

    public override IReadOnlyList<string> Types => ["HealthCheck"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is null)
        {
            filter.Missing("typed_config");
            return new HealthCheckFilterConfig();
        }

        var passes = config.Bool("pass_through_mode");
        if (!config.Has("pass_through_mode"))
            config.Missing("pass_through_mode");
        var headers = config.Children("headers").Select(ValueMatchReader.ReadHeader).ToList();
        // Version 2 had the path alone.
        if (config.Text("endpoint") is { Length: > 0 } path)
            headers.Add(new ValueMatchConfig { Name = ":path", Kind = ValueMatchKind.Exact, Value = path });
        var result = new HealthCheckFilterConfig
        {
            PassThrough = passes ?? false,
            Headers = [.. headers],
            MinHealthyPercentages = ReadPercentages(config.Child("cluster_min_healthy_percentages"), clusters),
        };
        config.Refuse("every health check that passes through asks the service.", "cache_time");
        config.Finish();
        return result;
    }

    private static ValueList<KeyValuePair<string, double>> ReadPercentages(Message? map, HashSet<string> clusters)
    {
        var result = new List<KeyValuePair<string, double>>();
        foreach (var field in map?.Names ?? [])
        {
            var name = map!.AsWritten(field);
            RouteActionReader.CheckKnown(map, field, name, clusters);
            result.Add(KeyValuePair.Create(name, map.Percent(field) ?? 0));
        }

        return [.. result];
    }
}
