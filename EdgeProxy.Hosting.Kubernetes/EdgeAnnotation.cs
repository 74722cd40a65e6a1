using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>Marks a resource as an edge: reached from outside, draining by itself, with Envoy's admin endpoint.</summary>
internal sealed class EdgeAnnotation(int nodePort, string adminEndpointName) : IResourceAnnotation
{
    public int NodePort { get; } = nodePort;

    public string AdminEndpointName { get; } = adminEndpointName;
}
