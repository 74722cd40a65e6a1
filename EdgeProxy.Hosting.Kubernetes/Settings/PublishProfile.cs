namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>The shape of what is published.</summary>
internal enum PublishProfile
{
    /// <summary>The hand-written objects and all that they forget, as plain YAML and as a chart.</summary>
    Full,

    /// <summary>The hand-written objects and not a field more, as plain YAML.</summary>
    Seed,

    /// <summary>The variant of one pod with the edge beside a service, as plain YAML.</summary>
    Sidecar,
}
