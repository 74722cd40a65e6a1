namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RequestMirrorPolicy</c>: a copy of requests goes to another cluster, whose answers nobody sees.</summary>
/// <param name="Cluster">The cluster.</param>
public sealed record MirrorConfig(string Cluster)
{
    /// <summary>How many requests of a million (<c>runtime_fraction</c>).</summary>
    public int FractionPerMillion { get; init; } = 1_000_000;

    /// <summary>The Host of copies is the request's own; else <c>-shadow</c> is put behind its name (<c>disable_shadow_host_suffix_append</c>).</summary>
    public bool KeepHost { get; init; }
}
