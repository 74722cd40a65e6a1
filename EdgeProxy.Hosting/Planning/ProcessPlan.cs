namespace EdgeProxy.Hosting.Planning;


/// <summary>A command line with its surroundings.</summary>
/// <param name="FileName">The full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">The folder that it runs in.</param>
/// <param name="Environment">The variables that are set for it, over those of the AppHost.</param>
internal sealed record ProcessPlan(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The variables with a secret in their value.</summary>
    public IReadOnlySet<string> SecretVariables { get; init; } = new HashSet<string>();

    /// <summary>The arguments as a person may see them.</summary>
    public IReadOnlyList<string> ShownArguments { get; init; } = Arguments;

    /// <summary>A command line that ends what the process leaves behind outside of its own process group; none by default.</summary>
    public IReadOnlyList<string> Cleanup { get; init; } = [];

    /// <summary>The name of the container that it runs; null when it runs none.</summary>
    public string? ContainerName { get; init; }
}
