using EdgeProxy.Hosting.Kubernetes.Application;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>What every pod has around its containers.</summary>
internal static class Pod
{
    // A service: at most 15 s of its preStop hook, then the edge's route timeout of 15 s for what is in flight. An edge: 10 s of its preStop hook,
    // 5 s in which it still accepts, at most 20 s for what is in flight. The rest is to spare.
    private const long GraceSeconds = 45;

    /// <summary>The pod of a workload. An image of a third party may need another user, and has its own places to write to.</summary>
    public static V1PodSpec Of(PublishedWorkload workload, V1Container container)
    {
        var pod = Create(workload.Name, [container]);
        if (workload.ContainerImage is null)
            return pod;
        pod.SecurityContext.RunAsNonRoot = null;
        pod.Volumes = Volumes.Of(workload);
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
        Volumes = [new() { Name = Tmp.Volume, EmptyDir = new() { SizeLimit = new("64Mi") } }],
    };
}
