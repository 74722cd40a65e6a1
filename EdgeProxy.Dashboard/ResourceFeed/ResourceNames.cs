using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>
/// The two names that a replica's telemetry gives, out of the one that the engine gives: <c>SERVICE-INSTANCE</c>. The service is its
/// parent, or its display name where there is one replica alone and so no parent.
/// </summary>
internal static class ResourceNames
{
    /// <summary>The <c>service.name</c> of a resource's telemetry.</summary>
    public static string ServiceOf(ResourceSnapshot resource) =>
        resource.Parent ?? (resource.DisplayName is { } display && IsInstanceOf(resource, display) ? display : resource.Name);

    /// <summary>The <c>service.instance.id</c> of a replica's telemetry; null for a resource of several.</summary>
    public static string? InstanceOf(ResourceSnapshot resource)
    {
        var service = ServiceOf(resource);
        return IsInstanceOf(resource, service) ? resource.Name[(service.Length + 1)..] : null;
    }

    private static bool IsInstanceOf(ResourceSnapshot resource, string service) =>
        resource.Name.Length > service.Length + 1 && resource.Name.StartsWith(service + "-", StringComparison.Ordinal);
}
