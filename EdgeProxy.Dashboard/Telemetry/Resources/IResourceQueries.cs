namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>The resources that telemetry came from.</summary>
public interface IResourceQueries
{
    /// <summary>All of them, ordered by service and instance.</summary>
    IReadOnlyList<ResourceSummary> List();

    /// <summary>One of them, or null.</summary>
    /// <param name="key">Which.</param>
    ResourceSummary? Find(ResourceKey key);
}
