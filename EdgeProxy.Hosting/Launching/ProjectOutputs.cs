using System.Reflection;

namespace EdgeProxy.Hosting.Launching;

/// <summary>
/// Where the program of each project was built. The AppHost's build writes it into its assembly (<c>build/EdgeProxy.Hosting.targets</c>), since the path depends on properties
/// that only MSBuild knows.
/// </summary>
internal sealed class ProjectOutputs
{
    private const string MetadataPrefix = "EdgeProxy.Hosting:Output:";

    private readonly Dictionary<string, string> _assemblies;

    public ProjectOutputs(Assembly? appHost) =>
        _assemblies = (appHost?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
            .Where(attribute => attribute.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal) && attribute.Value is not null)
            .DistinctBy(attribute => attribute.Key)
            .ToDictionary(attribute => attribute.Key[MetadataPrefix.Length..], attribute => attribute.Value!);

    /// <summary>The program of a project, or null when it was not built or is a library.</summary>
    public string? FindProgram(string projectPath)
    {
        if (!_assemblies.TryGetValue(projectPath, out var assembly))
            return null;
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        return File.Exists(program) && File.Exists(assembly) ? program : null;
    }
}
