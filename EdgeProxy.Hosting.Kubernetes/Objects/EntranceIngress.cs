using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The Ingress of <c>AddIngress</c>: a rule for each of its hosts, with all of the host's paths.</summary>
internal static class EntranceIngress
{
    public static V1Ingress Create(PublishedApplication application, PublishedEntrance entrance) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "Ingress",
        Metadata = new()
        {
            Name = entrance.Name,
            Labels = StandardLabels.Of(application, entrance.Name, "entrance"),
            Annotations = entrance.Annotations.Count == 0 ? null : entrance.Annotations.ToDictionary(annotation => annotation.Key, annotation => annotation.Value.Plain),
        },
        Spec = new()
        {
            IngressClassName = entrance.Class?.Plain,
            DefaultBackend = entrance.Default is { } backend ? Backend(backend) : null,
            Rules = [.. RulesOf(entrance).Select(rule => new V1IngressRule { Host = rule.Host?.Plain, Http = new() { Paths = [.. rule.Paths.Select(Path)] } })],
            Tls = entrance.TlsSecret is { } secret ? [new() { Hosts = entrance.Hosts.Count == 0 ? null : [.. entrance.Hosts.Select(host => host.Plain)], SecretName = secret.Plain }] : null,
        },
    };

    /// <summary>The paths by host, in order: those without a host of their own count for every host of the Ingress.</summary>
    public static IEnumerable<(PublishedText? Host, IReadOnlyList<PublishedPath> Paths)> RulesOf(PublishedEntrance entrance)
    {
        var common = entrance.Paths.Where(path => path.Host is null).ToList();
        if (common.Count > 0)
        {
            foreach (var host in entrance.Hosts.Cast<PublishedText?>().DefaultIfEmpty(null))
                yield return (host, common);
        }

        foreach (var own in entrance.Paths.Where(path => path.Host is not null).GroupBy(path => path.Host!))
            yield return (PublishedText.Of(own.Key), [.. own]);
    }

    private static V1HTTPIngressPath Path(PublishedPath path) => new() { Path = path.Path, PathType = path.Type, Backend = Backend(path.Backend) };

    private static V1IngressBackend Backend(PublishedBackend backend) => new() { Service = new() { Name = backend.Service, Port = new() { Number = backend.Port } } };
}
