using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Every path of a host to the edge, by the Gateway API.</summary>
internal static class EntryHttpRoute
{
    public static HttpRoute Create(PublishedApplication application, PublishedWorkload entry, PublishSettings settings) => new()
    {
        Metadata = new() { Name = entry.Name, Labels = StandardLabels.Of(application, entry) },
        Spec = new()
        {
            Hostnames = [settings.HttpRouteHost],
            ParentRefs = [new() { Name = settings.HttpRouteGateway }],
            Rules = [new() { BackendRefs = [new() { Name = entry.Name, Port = entry.Port!.Number }] }],
        },
    };
}
