namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>Podman with a storage of its own, so that nothing of a test is left on the machine.</summary>
internal sealed class Podman(string program, string folder)
{
    // What a locked-down cluster allows a container, and no more: no capability, no new privilege, nothing to write to but /tmp.
    private static readonly string[] LockedDown =
    [
        "--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000",
    ];

    public Task LoadAsync(string archive, CancellationToken cancellationToken) => RunAsync(["load", "--quiet", "--input", archive], cancellationToken);

    /// <summary>Starts a container in the network namespace of <paramref name="pod"/>.</summary>
    public Task StartAsync(string name, string image, string pod, IEnumerable<string> options, CancellationToken cancellationToken) => RunAsync(
        ["run", "--detach", "--name", name, "--pull=never", "--network", $"ns:/run/netns/{PodNetwork.NamespaceOf(pod)}", .. LockedDown, .. options, image],
        cancellationToken);

    public Task<string> InspectAsync(string what, string name, string format, CancellationToken cancellationToken) =>
        RunAsync([what, "inspect", "--format", format, name], cancellationToken);

    public Task SignalAsync(string name, string signal, CancellationToken cancellationToken) => RunAsync(["kill", "--signal", signal, name], cancellationToken);

    public Task<string> WaitAsync(string name, CancellationToken cancellationToken) => RunAsync(["wait", name], cancellationToken);

    public Task<string> LogsAsync(string name, CancellationToken cancellationToken) => RunAsync(["logs", name], cancellationToken);

    public Task RemoveAllAsync() => RunAsync(["rm", "--all", "--force", "--time", "0"], CancellationToken.None);

    private Task<string> RunAsync(IEnumerable<string> args, CancellationToken cancellationToken) => Command.RunAsync(
        program,
        [
            "--root", Path.Combine(folder, "storage"), "--runroot", Path.Combine(folder, "run"), "--runtime", "runc",
            // Else the storage is mounted on itself, and cannot be deleted.
            "--storage-driver", "overlay", "--storage-opt", "overlay.skip_mount_home=true",
            .. args,
        ],
        cancellationToken);
}
