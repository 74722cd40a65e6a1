using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>A resource is an edge: it is reached from outside, drains by itself and has Envoy's admin endpoint.</summary>
internal sealed class PublishedEdgeAnnotation(int nodePort, string adminEndpointName) : IResourceAnnotation
{
    public int NodePort { get; } = nodePort;

    public string AdminEndpointName { get; } = adminEndpointName;
}
