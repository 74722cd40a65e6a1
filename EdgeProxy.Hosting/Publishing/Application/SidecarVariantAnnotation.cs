using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>An edge is published beside a service in one pod too, when the profile <c>sidecar</c> asks for it.</summary>
internal sealed class SidecarVariantAnnotation(string name, IResource service, int port, int adminPort) : IResourceAnnotation
{
    public string Name { get; } = name;

    public IResource Service { get; } = service;

    public int Port { get; } = port;

    public int AdminPort { get; } = adminPort;
}
