namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed to its error output.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Its own words for what went wrong. The .NET CLI writes them to its standard output.</summary>
    public string Error => Errors.Length > 0 ? Errors : Output;
}
