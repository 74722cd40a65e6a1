using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>A service, or one replica of it, to choose from.</summary>
/// <param name="Service">The service.</param>
/// <param name="Instance">The replica; null for all of them.</param>
public sealed record ResourceChoice(string Service, string? Instance = null)
{
    /// <summary>What the address says: the service and perhaps an instance; null for all.</summary>
    public static ResourceChoice? From(string? service, string? instance) =>
        string.IsNullOrEmpty(service) ? null : new ResourceChoice(service, string.IsNullOrEmpty(instance) ? null : instance);

    /// <summary>Each service, and below it its replicas where there are several.</summary>
    public static IReadOnlyList<ResourceChoice> From(IReadOnlyList<ResourceSummary> resources) =>
    [
        .. resources.GroupBy(resource => resource.Resource.ServiceName).SelectMany(service => service.Count() == 1
            ? [new ResourceChoice(service.Key)]
            : service.Select(replica => new ResourceChoice(service.Key, replica.Resource.InstanceId)).Prepend(new ResourceChoice(service.Key))),
    ];

    /// <inheritdoc/>
    public override string ToString() => Instance is null ? Service : $"{Service} {Instance}";
}
