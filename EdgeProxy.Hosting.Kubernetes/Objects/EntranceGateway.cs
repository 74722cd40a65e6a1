using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The Gateway of <c>AddGateway</c>, and its HTTPRoutes: one for the paths of all its hosts, and one for each host with paths of its own.</summary>
internal static class EntranceGateway
{
    public static GatewayObject Create(PublishedApplication application, PublishedEntrance entrance) => new()
    {
        Metadata = new()
        {
            Name = entrance.Name,
            Labels = StandardLabels.Of(application, entrance.Name, "entrance"),
            Annotations = entrance.Annotations.Count == 0 ? null : entrance.Annotations.ToDictionary(annotation => annotation.Key, annotation => annotation.Value.Plain),
        },
        Spec = new() { GatewayClassName = entrance.Class?.Plain ?? "", Listeners = [new() { Name = "http", Port = 80, Protocol = "HTTP" }, .. TlsListeners(entrance)] },
    };

    /// <summary>The routes with their hosts, by name.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<PublishedText> Hosts, IReadOnlyList<PublishedPath> Paths)> RoutesOf(PublishedEntrance entrance) =>
        entrance.Paths.GroupBy(path => path.Host).Select(route => (
            route.Key is null ? entrance.Name : $"{entrance.Name}-{route.Key.Replace("*", "all", StringComparison.Ordinal).Replace('.', '-')}",
            route.Key is null ? entrance.Hosts : [PublishedText.Of(route.Key)],
            (IReadOnlyList<PublishedPath>)[.. route]));

    public static HttpRoute Route(PublishedApplication application, PublishedEntrance entrance, string name, IReadOnlyList<PublishedText> hosts, IReadOnlyList<PublishedPath> paths) => new()
    {
        Metadata = new() { Name = name, Labels = StandardLabels.Of(application, name, "entrance") },
        Spec = new()
        {
            Hostnames = hosts.Count == 0 ? null : [.. hosts.Select(host => host.Plain)],
            ParentRefs = [new() { Name = entrance.Name }],
            Rules =
            [
                .. paths.Select(path => new HttpRouteRule
                {
                    Matches = [new() { Path = new() { Type = path.Type, Value = path.Path } }],
                    BackendRefs = [new() { Name = path.Backend.Service, Port = path.Backend.Port }],
                }),
            ],
        },
    };

    // One for each host, since a listener has one; without a host one for all.
    private static IEnumerable<GatewayListener> TlsListeners(PublishedEntrance entrance) => entrance.TlsSecret is not { } secret
        ? []
        : entrance.Hosts.Cast<PublishedText?>().DefaultIfEmpty(null).Select((host, index) => new GatewayListener
        {
            Name = ListenerName(index),
            Hostname = host?.Plain,
            Port = 443,
            Protocol = "HTTPS",
            Tls = new() { CertificateRefs = [new() { Name = secret.Plain }] },
        });

    /// <summary>The name of a listener for TLS.</summary>
    public static string ListenerName(int index) => index == 0 ? "https" : $"https-{index + 1}";
}
