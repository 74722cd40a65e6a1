using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The hand-written objects of a workload, and not a field more: the images' own defaults do the rest.</summary>
internal static class SeedObjects
{
    public static V1Deployment Deployment(PublishedWorkload workload) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new() { Name = workload.Name },
        Spec = new()
        {
            Replicas = workload.Replicas,
            Selector = new() { MatchLabels = AppLabel.Of(workload.Name) },
            Template = new()
            {
                Metadata = new() { Annotations = PodAnnotations.OfImage(workload.ImageChecksum), Labels = AppLabel.Of(workload.Name) },
                Spec = new()
                {
                    Containers =
                    [
                        new()
                        {
                            Name = workload.Name,
                            Image = workload.ContainerImage ?? workload.Image.ToString(),
                            ImagePullPolicy = workload.PullPolicy,
                            Ports = workload.Port is null ? null : [new() { ContainerPort = workload.Port.Number, Protocol = workload.IsExternal ? "TCP" : null }],
                        },
                    ],
                },
            },
        },
    };

    public static V1Service Service(PublishedWorkload workload) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new() { Name = workload.Name },
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
                },
            ],
        },
    };
}
