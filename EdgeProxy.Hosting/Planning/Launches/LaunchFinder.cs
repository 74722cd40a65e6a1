using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning.Launches;

/// <summary>The table of kinds: which resource is launched how.</summary>
internal static class LaunchFinder
{
    /// <summary>Whether a resource has processes at all.</summary>
    public static bool HasProcesses(IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource;

    /// <summary>How a resource is launched; null, and a fault told, when it cannot be.</summary>
    public static ILaunch? Find(IResource resource, RunPlanOptions options, PlanFaults faults) => resource switch
    {
        ProjectResource project => ProjectLaunch.Find(project, options, faults),
        ExecutableResource executable => ExecutableLaunch.Find(executable, faults),
        ContainerResource container => ContainerLaunch.Find(container, options, faults),
        _ => throw new ArgumentException($"A {resource.GetType().Name} has no processes.", nameof(resource)),
    };
}
