using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The hand-written Deployment with all that it forgets.</summary>
internal static class FullDeployment
{
    public static V1Deployment Create(PublishedApplication application, PublishedWorkload workload, PublishSettings settings) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new()
        {
            Name = workload.Name,
            Labels = StandardLabels.Of(application, workload),
        },
        Spec = new()
        {
            Replicas = settings.Has(PublishFeature.Autoscaling) ? Math.Max(workload.Replicas, workload.LiveReplicas) : workload.Replicas,
            Selector = new() { MatchLabels = AppLabel.Of(workload.Name) },
            Strategy = new()
            {
                Type = "RollingUpdate",
                RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = new()
            {
                Metadata = new()
                {
                    Labels = AppLabel.Of(workload.Name),
                    Annotations = PodAnnotations.Of(workload),
                },
                Spec = Pod.Of(workload, WorkloadContainer.Create(workload, settings)),
            },
        },
    };
}
