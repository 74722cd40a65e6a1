using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>CsrfPolicy</c>, of the filter and of routes.</summary>
internal sealed class CsrfFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.csrf";

    public override IReadOnlyList<string> Types => ["CsrfPolicy"];

    public override IReadOnlyList<string> RouteTypes => ["CsrfPolicy"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is not null)
            return Read(config);
        filter.Missing("typed_config");
        return new CsrfConfig();
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters) => new(name) { Settings = Read(config) };

    private static CsrfConfig Read(Message config)
    {
        if (!config.Has("filter_enabled"))
            config.Missing("filter_enabled");
        var result = new CsrfConfig
        {
            EnabledPerMillion = FractionReader.ReadRuntime(config, "filter_enabled") ?? 0,
            ShadowPerMillion = FractionReader.ReadRuntime(config, "shadow_enabled") ?? 0,
            AdditionalOrigins = [.. config.Children("additional_origins").Select(origin => ValueMatchReader.ReadString(origin, new ValueMatchConfig { Name = "origin" }))],
        };
        config.Finish();
        return result;
    }
}
