using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Kubernetes;

/// <summary>Describes the pod with the edge beside a service, which the profile <c>sidecar</c> publishes.</summary>
internal sealed class SidecarVariantAnnotation(string name, IResource service, int port, int adminPort) : IResourceAnnotation
{
    public string Name { get; } = name;

    public IResource Service { get; } = service;

    public int Port { get; } = port;

    public int AdminPort { get; } = adminPort;
}
