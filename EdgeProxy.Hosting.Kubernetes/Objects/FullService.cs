using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The hand-written Service, with a fixed node port for what is external; and beside that of a service a headless one.</summary>
internal static class FullService
{
    public static V1Service Create(PublishedApplication application, PublishedWorkload workload) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new()
        {
            Name = workload.Name,
            Labels = StandardLabels.Of(application, workload),
        },
        Spec = new()
        {
            Type = workload.ServiceType,
            Selector = AppLabel.Of(workload.Name),
            Ports =
            [
                new()
                {
                    Name = workload.Name,
                    Protocol = "TCP",
                    Port = workload.Port!.Number,
                    TargetPort = workload.IsExternal ? workload.Port.Number : null,
                    NodePort = workload.IsExternal ? workload.NodePort : null,
                },
                .. workload.OtherPorts.Select(port => new V1ServicePort { Name = port.Name, Protocol = "TCP", Port = port.Number }),
            ],
        },
    };

    /// <summary>The Service whose name resolves to every ready pod. The other one stays as it is: a cluster address cannot be taken from a Service.</summary>
    public static V1Service Pods(PublishedApplication application, PublishedWorkload workload)
    {
        var service = Create(application, workload);
        service.Metadata.Name = workload.PodsService;
        service.Spec.ClusterIP = "None";
        return service;
    }
}
