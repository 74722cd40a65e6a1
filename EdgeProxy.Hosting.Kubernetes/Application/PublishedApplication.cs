namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>An application as Kubernetes runs it: what stands between the model and the objects.</summary>
/// <param name="Name">The name of the application, its chart and its release.</param>
/// <param name="Workloads">The workloads, in the model's order.</param>
/// <param name="Sidecar">The variant of one pod; null where the application has none.</param>
internal sealed record PublishedApplication(string Name, IReadOnlyList<PublishedWorkload> Workloads, PublishedSidecar? Sidecar)
{
    /// <summary>The first workload that clients outside of the application use; null for none.</summary>
    public PublishedWorkload? Entry => Workloads.FirstOrDefault(workload => workload.IsExternal);

    /// <summary>The ways from outside of the cluster, in the model's order.</summary>
    public IReadOnlyList<PublishedEntrance> Entrances { get; init; } = [];

    /// <summary>What is run and not published, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The storage of all workloads, in order of their names.</summary>
    public IReadOnlyList<PublishedClaim> Claims => [.. Workloads.SelectMany(workload => workload.Claims).DistinctBy(claim => claim.Name).OrderBy(claim => claim.Name, StringComparer.Ordinal)];

    /// <summary>The name of the Secret that has the application's secrets.</summary>
    public string SecretName => $"{Name}-secrets";

    /// <summary>The secrets that workloads use, in order of their keys.</summary>
    public IReadOnlyList<SecretUse> Secrets => [.. Workloads.SelectMany(workload => workload.Secrets).Distinct().OrderBy(secret => secret.Key, StringComparer.Ordinal)];

    /// <summary>The parameters that are used and that are no secrets, in order of their names.</summary>
    public IReadOnlyList<PublishedParameter> Parameters =>
        [.. Workloads.SelectMany(workload => workload.Parameters).Concat(Entrances.SelectMany(entrance => entrance.Parameters)).Where(parameter => !parameter.IsSecret).Distinct().OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
}
