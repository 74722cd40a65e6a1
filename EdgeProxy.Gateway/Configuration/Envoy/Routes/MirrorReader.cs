using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RequestMirrorPolicy</c>, in a list (v3) or alone (v2).</summary>
internal static class MirrorReader
{
    /// <summary>The policies of a route, a virtual host or a route configuration; null where it has none of its own.</summary>
    public static ValueList<MirrorConfig>? Read(Message parent, HashSet<string> clusters) =>
        parent.OneOf(false, "request_mirror_policies", "request_mirror_policy") is { } form
            ? [.. parent.Children(form).Select(policy => ReadOne(policy, clusters)).OfType<MirrorConfig>()]
            : null;

    private static MirrorConfig? ReadOne(Message policy, HashSet<string> clusters)
    {
        policy.Refuse("a cluster stands by its name.", "cluster_header");
        var name = policy.Has("cluster_header") ? "" : policy.RequiredText("cluster");
        RouteActionReader.CheckKnown(policy, "cluster", name, clusters);
        var result = new MirrorConfig(name)
        {
            FractionPerMillion = FractionReader.ReadRuntime(policy, "runtime_fraction") ?? FractionReader.All,
            KeepHost = policy.Bool("disable_shadow_host_suffix_append") ?? false,
        };
        policy.Refuse("copies have the headers of the request.", "request_headers_mutations", "host_rewrite_literal");
        policy.Ignore("copies are no part of the trace.", "trace_sampled");
        policy.Ignore("there is no runtime; 'runtime_fraction' has a default value.", "runtime_key");
        policy.Finish();
        return name.Length > 0 ? result : null;
    }
}
