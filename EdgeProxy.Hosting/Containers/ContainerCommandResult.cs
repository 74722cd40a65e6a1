namespace EdgeProxy.Hosting.Containers;

/// <summary>How a command of the container runtime ended.</summary>
/// <param name="Succeeded">Whether its exit code was 0.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed to its error output.</param>
internal sealed record ContainerCommandResult(bool Succeeded, string Output, string Errors)
{
    /// <summary>The line that says most about a failure.</summary>
    public string LastLine => Errors.Split('\n')[^1].Trim().TrimEnd('.');
}
