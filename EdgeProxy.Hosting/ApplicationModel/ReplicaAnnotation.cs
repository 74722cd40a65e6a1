namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>How many processes (or pods) serve a resource.</summary>
/// <param name="replicas">At least 1.</param>
public sealed class ReplicaAnnotation(int replicas) : IResourceAnnotation
{
    /// <summary>At least 1.</summary>
    public int Replicas { get; } = replicas;
}
