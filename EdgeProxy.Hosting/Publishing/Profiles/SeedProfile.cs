using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Objects;

namespace EdgeProxy.Hosting.Publishing.Profiles;

/// <summary>The hand-written objects.</summary>
internal static class SeedProfile
{
    public static IReadOnlyList<Manifest> Create(PublishedApplication application) =>
    [
        .. application.Workloads.SelectMany(workload => new[]
        {
            Manifest.Fixed(SeedObjects.Deployment(workload)),
            Manifest.Fixed(SeedObjects.Service(workload)),
        }),
    ];
}
