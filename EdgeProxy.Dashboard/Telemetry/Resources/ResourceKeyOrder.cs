namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>Orders resources by service, then by instance.</summary>
internal sealed class ResourceKeyOrder : IComparer<ResourceKey>
{
    public static ResourceKeyOrder Instance { get; } = new();

    public int Compare(ResourceKey left, ResourceKey right)
    {
        var byName = string.CompareOrdinal(left.ServiceName, right.ServiceName);
        return byName != 0 ? byName : string.CompareOrdinal(left.InstanceId, right.InstanceId);
    }
}
