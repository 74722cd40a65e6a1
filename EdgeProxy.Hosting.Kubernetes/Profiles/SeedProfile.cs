using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;

namespace EdgeProxy.Hosting.Kubernetes.Profiles;

/// <summary>The hand-written objects.</summary>
internal static class SeedProfile
{
    public static IReadOnlyList<Manifest> Create(PublishedApplication application) =>
    [
        .. application.Workloads.SelectMany(workload => new[]
        {
            Manifest.Fixed(SeedObjects.Deployment(workload)),
            workload.Port is null ? null : Manifest.Fixed(SeedObjects.Service(workload)),
        }).OfType<Manifest>(),
    ];
}
