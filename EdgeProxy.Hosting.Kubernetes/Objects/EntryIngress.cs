using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Every path of a host to the edge.</summary>
internal static class EntryIngress
{
    public static V1Ingress Create(PublishedApplication application, PublishedWorkload entry, PublishSettings settings) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "Ingress",
        Metadata = new() { Name = entry.Name, Labels = StandardLabels.Of(application, entry) },
        Spec = new()
        {
            IngressClassName = settings.IngressClassName ?? "",
            Rules =
            [
                new()
                {
                    Host = settings.IngressHost,
                    Http = new()
                    {
                        Paths =
                        [
                            new()
                            {
                                Path = "/",
                                PathType = "Prefix",
                                Backend = new() { Service = new() { Name = entry.Name, Port = new() { Number = entry.Port!.Number } } },
                            },
                        ],
                    },
                },
            ],
            Tls = [new() { Hosts = [settings.IngressHost], SecretName = settings.IngressTlsSecret ?? "" }],
        },
    };
}
