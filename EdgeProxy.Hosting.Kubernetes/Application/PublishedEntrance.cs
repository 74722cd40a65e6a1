namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>An Ingress, or a Gateway with its routes: the way from outside of the cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsGateway">Whether it is a Gateway.</param>
/// <param name="Class">Its class; null for the cluster's default.</param>
/// <param name="Hosts">Its hosts; empty for every host.</param>
/// <param name="Paths">Its paths and where they go, in the application's order.</param>
/// <param name="Default">Where everything else goes; null for nowhere.</param>
/// <param name="TlsSecret">The Secret with the certificate of its hosts; null for plain HTTP.</param>
/// <param name="Annotations">Its annotations, in order of their keys.</param>
internal sealed record PublishedEntrance(
    string Name,
    bool IsGateway,
    PublishedText? Class,
    IReadOnlyList<PublishedText> Hosts,
    IReadOnlyList<PublishedPath> Paths,
    PublishedBackend? Default,
    PublishedText? TlsSecret,
    IReadOnlyList<KeyValuePair<string, PublishedText>> Annotations)
{
    /// <summary>The parameters in it.</summary>
    public IEnumerable<PublishedParameter> Parameters =>
        Hosts.Append(Class).Append(TlsSecret).OfType<PublishedText>().Concat(Annotations.Select(annotation => annotation.Value)).SelectMany(text => text.Parameters);

    /// <summary>All workloads that it sends requests to.</summary>
    public IEnumerable<string> Targets => Paths.Select(path => path.Backend).Append(Default).OfType<PublishedBackend>().Select(backend => backend.Service);
}
