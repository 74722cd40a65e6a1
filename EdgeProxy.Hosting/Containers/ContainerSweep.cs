namespace EdgeProxy.Hosting.Containers;

/// <summary>Removes the containers that an earlier run of the same AppHost has left, because the machine went down with it.</summary>
internal static class ContainerSweep
{
    public static async Task RunAsync(ContainerRuntime runtime, ContainerOwner owner, CancellationToken cancellationToken)
    {
        var found = await ContainerCommand.RunAsync(
            [runtime.Program, "ps", "--all", "--quiet", "--filter", $"label={ContainerOwner.AppHostLabel}={owner.AppHost}"], cancellationToken);
        var ids = Lines(found);
        if (ids.Count == 0)
            return;
        var labels = await ContainerCommand.RunAsync(
            [runtime.Program, "inspect", "--format", $"{{{{.Id}}}} {{{{index .Config.Labels \"{ContainerOwner.ProcessLabel}\"}}}}", .. ids], cancellationToken);
        var left = Lines(labels).Select(line => line.Split(' ', 2)).Where(pair => pair.Length < 2 || !ContainerOwner.IsAlive(pair[1])).Select(pair => pair[0]).ToList();
        if (left.Count > 0)
            await ContainerCommand.RunAsync(runtime.Remove(left), cancellationToken);
    }

    private static List<string> Lines(ContainerCommandResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
