using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Only those that call a workload in the application reach its pods (and the kubelet, whose probes no policy stops).</summary>
internal static class CallersPolicy
{
    public static V1NetworkPolicy Create(PublishedApplication application, PublishedWorkload workload) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = new() { Name = workload.Name, Labels = StandardLabels.Of(application, workload) },
        Spec = new()
        {
            PodSelector = new() { MatchLabels = AppLabel.Of(workload.Name) },
            PolicyTypes = ["Ingress"],
            Ingress =
            [
                new()
                {
                    FromProperty = [.. workload.Callers.Select(caller => new V1NetworkPolicyPeer { PodSelector = new() { MatchLabels = AppLabel.Of(caller) } })],
                    Ports = [.. workload.ServicePorts.Select(port => new V1NetworkPolicyPort { Protocol = "TCP", Port = port.Number })],
                },
            ],
        },
    };
}
