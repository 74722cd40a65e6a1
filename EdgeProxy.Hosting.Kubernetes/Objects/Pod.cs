using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>What every pod has around its containers.</summary>
internal static class Pod
{
    // A service: at most 15 s of its preStop hook, then the edge's route timeout of 15 s for what is in flight. An edge: 10 s of its preStop hook,
    // 5 s in which it still accepts, at most 20 s for what is in flight. The rest is to spare.
    private const long GraceSeconds = 45;

    // The group that may write to a pod's storage, for images that do not run as root: that of Microsoft's images, and any other for those of others.
    private const long ProjectGroup = 1654;
    private const long ContainerGroup = 2000;

    /// <summary>The template of a workload's pods.</summary>
    public static V1PodTemplateSpec Template(PublishedWorkload workload, V1Container container) => new()
    {
        Metadata = new()
        {
            Labels = AppLabel.Of(workload.Name),
            Annotations = PodAnnotations.Of(workload),
        },
        Spec = Of(workload, container),
    };

    // An image of a third party may need another user.
    private static V1PodSpec Of(PublishedWorkload workload, V1Container container)
    {
        var pod = Create(workload.Name, [container]);
        pod.Volumes = Volumes.Of(workload);
        if (workload.ContainerImage is not null)
            pod.SecurityContext.RunAsNonRoot = null;
        if (workload.Claims.Any())
        {
            pod.SecurityContext.FsGroup = workload.ContainerImage is null ? ProjectGroup : ContainerGroup;
            pod.SecurityContext.FsGroupChangePolicy = "OnRootMismatch";
        }

        if (workload.RunsToCompletion)
        {
            pod.RestartPolicy = "OnFailure";
            pod.TopologySpreadConstraints = null;
        }

        return pod;
    }

    public static V1PodSpec Create(string app, IList<V1Container> containers) => new()
    {
        AutomountServiceAccountToken = false,
        Containers = containers,
        SecurityContext = new()
        {
            RunAsNonRoot = true,
            SeccompProfile = new() { Type = "RuntimeDefault" },
        },
        TerminationGracePeriodSeconds = GraceSeconds,
        TopologySpreadConstraints =
        [
            new()
            {
                MaxSkew = 1,
                TopologyKey = "kubernetes.io/hostname",
                WhenUnsatisfiable = "ScheduleAnyway",
                LabelSelector = new() { MatchLabels = AppLabel.Of(app) },
            },
        ],
        Volumes = [Tmp.PodVolume],
    };
}
