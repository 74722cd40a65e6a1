namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>An application as Kubernetes runs it: what stands between the model and the objects.</summary>
/// <param name="Name">The name of the application, its chart and its release.</param>
/// <param name="Workloads">The workloads, in the model's order.</param>
/// <param name="Sidecar">The variant of one pod; null where the application has none.</param>
internal sealed record PublishedApplication(string Name, IReadOnlyList<PublishedWorkload> Workloads, PublishedSidecar? Sidecar)
{
    /// <summary>The first workload that clients outside of the application use; null for none.</summary>
    public PublishedWorkload? Entry => Workloads.FirstOrDefault(workload => workload.IsExternal);
}
