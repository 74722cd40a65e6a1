using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Containers;

/// <summary>Finds the container runtime of this machine: the one that a variable names, or the first of Docker and podman that answers.</summary>
internal sealed class ContainerRuntimeFinder(IConfiguration configuration)
{
    private const string Variable = "ASPIRE_CONTAINER_RUNTIME";
    private const string OlderVariable = "DOTNET_ASPIRE_CONTAINER_RUNTIME";
    private static readonly string[] Names = [ContainerRuntime.Docker, ContainerRuntime.Podman];

    /// <exception cref="DistributedApplicationException">There is none, or it does not answer; the message says what was tried.</exception>
    public async Task<ContainerRuntime> FindAsync(CancellationToken cancellationToken)
    {
        var asked = configuration[Variable] ?? configuration[OlderVariable];
        if (!string.IsNullOrEmpty(asked) && !Names.Contains(asked, StringComparer.OrdinalIgnoreCase))
            throw new DistributedApplicationException($"The variable '{Variable}' is '{asked}'. Allowed: 'docker', 'podman'.");
        var reasons = new List<string>();
        foreach (var name in string.IsNullOrEmpty(asked) ? Names : [asked.ToLowerInvariant()])
        {
            if (Find(name) is not { } program)
            {
                reasons.Add($"'{name}' is not on the PATH");
                continue;
            }

            var answer = await ContainerCommand.RunAsync([program, "ps", "--quiet"], cancellationToken);
            if (answer.Succeeded)
                return new ContainerRuntime(name, program);
            reasons.Add($"'{program}' does not work ({answer.LastLine})");
        }

        throw new DistributedApplicationException(
            $"There is no container runtime to run containers with: {string.Join("; ", reasons)}. Install or start Docker or podman, or choose one with the variable {Variable}.");
    }

    private string? Find(string name)
    {
        var folders = (configuration["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
