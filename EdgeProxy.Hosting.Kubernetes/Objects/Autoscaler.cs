using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Never fewer pods than the application says, more while they are busy.</summary>
internal static class Autoscaler
{
    public static V2HorizontalPodAutoscaler Create(PublishedApplication application, PublishedWorkload workload, PublishSettings settings) => new()
    {
        ApiVersion = "autoscaling/v2",
        Kind = "HorizontalPodAutoscaler",
        Metadata = new() { Name = workload.Name, Labels = StandardLabels.Of(application, workload) },
        Spec = new()
        {
            ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = workload.Name },
            MinReplicas = workload.Replicas,
            MaxReplicas = settings.MaxReplicas,
            Metrics =
            [
                new()
                {
                    Type = "Resource",
                    Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = settings.TargetCpuPercent } },
                },
            ],
        },
    };
}
