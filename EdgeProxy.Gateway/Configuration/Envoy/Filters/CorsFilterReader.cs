using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Cors</c>: its policies stand in the routes.</summary>
internal sealed class CorsFilterReader : HttpFilterReader
{
    /// <summary>Envoy's name of the filter.</summary>
    public const string FilterName = CorsConfig.FilterName;

    public override string Name => FilterName;

    public override IReadOnlyList<string> Types => ["Cors"];

    public override IReadOnlyList<string> RouteTypes => ["CorsPolicy"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        config?.Finish();
        return new CorsConfig();
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters) => CorsReader.Read(name, config);
}
