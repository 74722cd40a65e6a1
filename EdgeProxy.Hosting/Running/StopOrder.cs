using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.Running;


/// <summary>The reverse of what uses what: waves of resources, each of which is used only by those of the waves before it.</summary>
internal static class StopOrder
{
    public static IReadOnlyList<IReadOnlyList<ResourcePlan>> Of(IReadOnlyList<ResourcePlan> resources)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        var byName = resources.ToDictionary(resource => resource.Resource.Name);
        foreach (var resource in resources)
            Depth(resource, byName, depths);
        return [.. resources.GroupBy(resource => depths[resource.Resource.Name]).OrderByDescending(wave => wave.Key).Select(wave => wave.ToList())];
    }

    private static int Depth(ResourcePlan resource, Dictionary<string, ResourcePlan> byName, Dictionary<string, int> depths)
    {
        if (depths.TryGetValue(resource.Resource.Name, out var known))
            return known;

        // Two that refer to each other are legal (waits in a circle are not); the entry ends the walk.
        depths[resource.Resource.Name] = 0;
        var depth = 0;
        foreach (var name in resource.DependsOn)
        {
            if (byName.TryGetValue(name, out var dependency))
                depth = Math.Max(depth, Depth(dependency, byName, depths) + 1);
        }

        return depths[resource.Resource.Name] = depth;
    }
}
