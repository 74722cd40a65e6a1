using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>A node that is drained takes one pod of a workload at a time.</summary>
internal static class DisruptionBudget
{
    public static V1PodDisruptionBudget Create(PublishedApplication application, PublishedWorkload workload) => new()
    {
        ApiVersion = "policy/v1",
        Kind = "PodDisruptionBudget",
        Metadata = new() { Name = workload.Name, Labels = StandardLabels.Of(application, workload) },
        Spec = new()
        {
            MaxUnavailable = 1,
            Selector = new() { MatchLabels = AppLabel.Of(workload.Name) },
        },
    };
}
