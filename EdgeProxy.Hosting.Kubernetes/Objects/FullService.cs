using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The hand-written Service, with a fixed node port for what is external and the headless form for what is not.</summary>
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
            ClusterIP = workload.IsExternal ? null : "None",
            Selector = AppLabel.Of(workload.Name),
            Ports =
            [
                new()
                {
                    Name = workload.Name,
                    Protocol = "TCP",
                    Port = workload.Port.Number,
                    TargetPort = workload.IsExternal ? workload.Port.Number : null,
                    NodePort = workload.IsExternal ? workload.NodePort : null,
                },
                .. workload.OtherPorts.Select(port => new V1ServicePort { Name = port.Name, Protocol = "TCP", Port = port.Number }),
            ],
        },
    };
}
