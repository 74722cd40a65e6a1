using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Pages.Resources;

/// <summary>Orders resources into lines: each with its replicas below it, where they are shown.</summary>
internal static class ResourceTable
{
    /// <summary>The lines. A resource is shown when it or one of its replicas matches; a single replica stays folded into its resource.</summary>
    public static IReadOnlyList<ResourceRow> Build(
        ResourceStoreSnapshot snapshot, ResourceFilter filter, IReadOnlySet<string> toggled, IReadOnlyDictionary<ResourceKey, int> errors)
    {
        var replicas = snapshot.Resources.Values.Where(resource => resource.Parent is not null).ToLookup(resource => resource.Parent!, StringComparer.Ordinal);
        var rows = new List<ResourceRow>();
        foreach (var resource in snapshot.Resources.Values.Where(resource => IsTop(resource, snapshot)).OrderBy(TypeOrder))
        {
            var below = replicas[resource.Name].ToList();
            var matching = filter.Matches(resource) ? below : [.. below.Where(filter.Matches)];
            if (matching.Count == 0 && !filter.Matches(resource))
                continue;
            // Several replicas are open and one is folded, until somebody says otherwise.
            var isExpanded = below.Count > 0 && (below.Count > 1) != toggled.Contains(resource.Name);
            rows.Add(new ResourceRow
            {
                Resource = below.Count == 1 ? WithWhatTheReplicaKnows(resource, below[0]) : resource,
                Replicas = below.Count,
                IsExpanded = isExpanded,
                Errors = errors.Where(error => error.Key.ServiceName == ResourceNames.ServiceOf(resource)).Sum(error => error.Value),
            });
            if (isExpanded)
                rows.AddRange(matching.Select(replica => new ResourceRow { Resource = replica, Errors = ErrorsOf(replica, errors) }));
        }

        return rows;
    }

    private static bool IsTop(ResourceSnapshot resource, ResourceStoreSnapshot snapshot) =>
        resource.Parent is null || !snapshot.Resources.ContainsKey(resource.Parent);

    // The program that runs the others comes last: it is read when something is wrong with them all.
    private static int TypeOrder(ResourceSnapshot resource) => resource.Type == "AppHost" ? 1 : 0;

    private static ResourceSnapshot WithWhatTheReplicaKnows(ResourceSnapshot resource, ResourceSnapshot replica) => resource with
    {
        Urls = resource.Urls.Count > 0 ? resource.Urls : replica.Urls,
        StartTime = replica.StartTime ?? resource.StartTime,
    };

    private static int ErrorsOf(ResourceSnapshot replica, IReadOnlyDictionary<ResourceKey, int> errors) =>
        ResourceNames.InstanceOf(replica) is { } instance ? errors.GetValueOrDefault(new ResourceKey(replica.Parent!, instance)) : 0;
}
