namespace EdgeProxy.Hosting.Containers;

/// <summary>Docker or podman, as it was found on this machine.</summary>
/// <param name="Name"><c>docker</c> or <c>podman</c>.</param>
/// <param name="Program">The full path of its command.</param>
internal sealed record ContainerRuntime(string Name, string Program)
{
    public const string Docker = "docker";
    public const string Podman = "podman";

    /// <summary>How a container calls this machine. On Linux only what listens on all addresses is reached by that name.</summary>
    public string LocalHost => Name == Docker ? "host.docker.internal" : "host.containers.internal";

    /// <summary>The command line that removes containers at once, with the volumes that have no name.</summary>
    public IReadOnlyList<string> Remove(params IEnumerable<string> containers) =>
        Name == Docker
            ? [Program, "rm", "--force", "--volumes", .. containers]
            : [Program, "rm", "--force", "--volumes", "--ignore", "--time", "0", .. containers];
}
