namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A named volume of the application: storage that outlives the pods that use it.</summary>
/// <param name="Name">The name of the PersistentVolumeClaim.</param>
/// <param name="Source">The volume's name in the application.</param>
/// <param name="Size">How much is asked for, as a Kubernetes quantity.</param>
/// <param name="StorageClass">Where it comes from; null for the cluster's default, empty for a volume without a class.</param>
/// <param name="AccessModes">Who may mount it: <c>ReadWriteOnce</c>.</param>
internal sealed record PublishedClaim(string Name, string Source, string Size, string? StorageClass, IReadOnlyList<string> AccessModes)
{
    /// <summary>Its key in values.yaml.</summary>
    public string ValuesKey => $"volumes.{CamelCase.Of(Name)}";

    /// <summary>Whether pods on different nodes can use it at the same time.</summary>
    public bool IsShared => AccessModes.Any(mode => mode is "ReadWriteMany" or "ReadOnlyMany");
}
