using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;

namespace EdgeProxy.Hosting.Kubernetes.Templating;

/// <summary>The rows of the table for what is a parameter of an Ingress or a Gateway, and for the ports of Services that are values.</summary>
internal static class EntranceNodes
{
    public static IEnumerable<TemplateNode> OfIngress(PublishedEntrance entrance) => Present(
    [
        Text("spec.ingressClassName", entrance.Class),
        .. Annotations(entrance),
        Port("spec.defaultBackend.service.port.number", entrance.Default),
        .. EntranceIngress.RulesOf(entrance).SelectMany((rule, index) => rule.Paths
            .Select((path, at) => Port($"spec.rules[{index}].http.paths[{at}].backend.service.port.number", path.Backend))
            .Append(Text($"spec.rules[{index}].host", rule.Host))),
        .. entrance.Hosts.Select((host, index) => Text($"spec.tls[0].hosts[{index}]", host)),
        Text("spec.tls[0].secretName", entrance.TlsSecret),
    ]);

    public static IEnumerable<TemplateNode> OfGateway(PublishedEntrance entrance) => Present(
    [
        Text("spec.gatewayClassName", entrance.Class),
        .. Annotations(entrance),
        .. entrance.Hosts.Cast<PublishedText?>().DefaultIfEmpty(null).SelectMany((host, index) => new[]
        {
            Text($"spec.listeners[{EntranceGateway.ListenerName(index)}].hostname", host),
            Text($"spec.listeners[{EntranceGateway.ListenerName(index)}].tls.certificateRefs[{entrance.TlsSecret?.Plain}].name", entrance.TlsSecret),
        }),
    ]);

    public static IEnumerable<TemplateNode> OfRoute(IReadOnlyList<PublishedText> hosts, IReadOnlyList<PublishedPath> paths) => Present(
    [
        .. hosts.Select((host, index) => Text($"spec.hostnames[{index}]", host)),
        .. paths.Select((path, index) => Port($"spec.rules[{index}].backendRefs[{path.Backend.Service}].port", path.Backend)),
    ]);

    private static IEnumerable<TemplateNode?> Annotations(PublishedEntrance entrance) => entrance.Annotations.Select(annotation => Text($"metadata.annotations.{annotation.Key}", annotation.Value));

    private static TemplateNode? Text(string path, PublishedText? text) => text?.Expression is { } expression ? new TemplateNode(path, expression) : null;

    private static TemplateNode? Port(string path, PublishedBackend? backend) => backend?.PortKey is { } key ? TemplateNode.Value(path, key) : null;

    private static IEnumerable<TemplateNode> Present(IEnumerable<TemplateNode?> nodes) => nodes.OfType<TemplateNode>();
}
