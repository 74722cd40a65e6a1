using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Buffer</c>.</summary>
internal sealed class BufferFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.buffer";

    public override IReadOnlyList<string> Types => ["Buffer"];

    public override IReadOnlyList<string> RouteTypes => ["BufferPerRoute"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is not null)
            return Read(config);
        filter.Missing("typed_config");
        return new BufferConfig(1);
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters)
    {
        config.OneOf(true, "disabled", "buffer");
        var result = new RouteFilterConfig(name) { Disabled = config.Bool("disabled") ?? false, Settings = config.Child("buffer") is { } buffer ? Read(buffer) : null };
        config.Finish();
        return result;
    }

    private static BufferConfig Read(Message config)
    {
        var most = config.Count("max_request_bytes", 1);
        if (!config.Has("max_request_bytes"))
            config.Missing("max_request_bytes");
        config.Finish();
        return new BufferConfig(most ?? 1);
    }
}
