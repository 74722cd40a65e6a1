using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>Marks a resource that gets the addresses of the replicas of what it references.</summary>
internal sealed class ReplicaDiscoveryAnnotation : IResourceAnnotation;
