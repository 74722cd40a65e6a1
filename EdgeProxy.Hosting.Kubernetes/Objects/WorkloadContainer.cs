using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The container of a workload.</summary>
internal static class WorkloadContainer
{
    public static V1Container Create(PublishedWorkload workload, PublishSettings settings) => new()
    {
        Name = workload.Name,
        Image = workload.ContainerImage ?? workload.Image.ToString(),
        ImagePullPolicy = workload.PullPolicy,
        Command = workload.Entrypoint is { } program ? [program] : null,
        Args = workload.Args.Count == 0 ? null : [.. workload.Args.Select(argument => argument.Plain)],
        Env = ContainerEnvironment.Of(workload, settings),
        Lifecycle = workload.Port is null || workload.RunsToCompletion ? null : Probes.PreStop(workload, settings),
        LivenessProbe = Probes.Liveness(workload),
        Ports = Ports(workload).ToList() is { Count: > 0 } ports ? ports : null,
        ReadinessProbe = Probes.Readiness(workload),
        Resources = Resources(workload.Resources),
        SecurityContext = workload.ContainerImage is null ? LockedDown : NoNewPrivileges,
        StartupProbe = Probes.Startup(workload),
        VolumeMounts = Volumes.Mounts(workload),
    };

    /// <summary>No privilege that a process behind a port does not need.</summary>
    public static V1SecurityContext LockedDown => new()
    {
        AllowPrivilegeEscalation = false,
        Capabilities = new() { Drop = ["ALL"] },
        ReadOnlyRootFilesystem = true,
    };

    /// <summary>What an image of a third party can be held to: it may want its own user, and write where it likes in its own files.</summary>
    public static V1SecurityContext NoNewPrivileges => new() { AllowPrivilegeEscalation = false };

    public static V1ResourceRequirements Resources(PublishedResources resources) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(resources.CpuRequest), ["memory"] = new(resources.MemoryRequest) },
        Limits = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(resources.CpuLimit), ["memory"] = new(resources.MemoryLimit) },
    };

    private static IEnumerable<V1ContainerPort> Ports(PublishedWorkload workload)
    {
        // As the hand-written manifests have it: the edge's port says its protocol, a service's does not.
        if (workload.Port is { } port)
            yield return new() { ContainerPort = port.Number, Protocol = workload.IsExternal ? "TCP" : null };
        if (workload.AdminPort is { } admin)
            yield return new() { Name = admin.Name, ContainerPort = admin.Number };
        foreach (var other in workload.OtherPorts)
            yield return new() { Name = other.Name, ContainerPort = other.Number };
    }
}
