using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>
/// One pod with an edge beside a service. The edge is the same image as ever: its own port, its admin port and <c>localhost</c> for
/// everything that it calls are three kinds of variables.
/// </summary>
internal static class SidecarObjects
{
    private const string Localhost = "localhost";

    public static V1Deployment Deployment(PublishedApplication application, PublishedSidecar sidecar, PublishSettings settings) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new() { Name = sidecar.Name, Labels = StandardLabels.OfEdge(application, sidecar.Name) },
        Spec = new()
        {
            Replicas = 1,
            Selector = new() { MatchLabels = AppLabel.Of(sidecar.Name) },
            Strategy = new()
            {
                Type = "RollingUpdate",
                RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = new()
            {
                Metadata = new() { Labels = AppLabel.Of(sidecar.Name), Annotations = PodAnnotations.Of(EdgeOf(sidecar)) },
                Spec = Pod.Create(sidecar.Name, [WorkloadContainer.Create(EdgeOf(sidecar), settings), Beside(WorkloadContainer.Create(sidecar.Service, settings))]),
            },
        },
    };

    public static V1Service Service(PublishedApplication application, PublishedSidecar sidecar) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new() { Name = sidecar.Name, Labels = StandardLabels.OfEdge(application, sidecar.Name) },
        Spec = new()
        {
            Type = "NodePort",
            Selector = AppLabel.Of(sidecar.Name),
            Ports = [new() { Name = sidecar.Name, Protocol = "TCP", Port = sidecar.Port, TargetPort = sidecar.Port, NodePort = sidecar.Port }],
        },
    };

    // SIGTERM comes to both containers at once: the service has to serve until the edge's last request is answered.
    private static V1Container Beside(V1Container service)
    {
        service.Lifecycle.PreStop.Sleep.Seconds = Probes.EdgePauseSeconds + Probes.EdgeDrainSeconds;
        return service;
    }

    /// <summary>The edge on the pod's own ports, with the one service as the only place where any of its calls go.</summary>
    public static PublishedWorkload EdgeOf(PublishedSidecar sidecar)
    {
        var edge = sidecar.Edge;
        var port = edge.Port! with { Number = sidecar.Port };
        var admin = edge.AdminPort! with { Number = sidecar.AdminPort };
        return edge with
        {
            Name = sidecar.Name,
            Port = port,
            AdminPort = admin,
            Readiness = edge.Readiness is { } readiness ? OnThisPod(readiness) : null,
            Liveness = edge.Liveness is { } liveness ? OnThisPod(liveness) : null,
            References = [.. edge.References.Select(reference => reference with { Host = Localhost, Pods = null, Port = sidecar.Service.Port!.Number })],
            // One pod, two images: it is replaced when either changes.
            ImageChecksum = edge.ImageChecksum is null ? null : $"{edge.ImageChecksum}+{sidecar.Service.ImageChecksum}",
        };

        PublishedProbe OnThisPod(PublishedProbe probe) => probe with { Port = probe.Port == edge.Port ? port : admin };
    }
}
