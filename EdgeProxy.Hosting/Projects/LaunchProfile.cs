using System.Text.Json;

namespace EdgeProxy.Hosting.Projects;


/// <summary>One profile of a project's <c>launchSettings.json</c>.</summary>
internal sealed record LaunchProfile(
    string Name,
    IReadOnlyList<Uri> ApplicationUrls,
    IReadOnlyDictionary<string, string> EnvironmentVariables,
    string? CommandLineArgs)
{
    private const string PreferredName = "http";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The profile <c>http</c>, or the first of a project; null where there is none.</summary>
    /// <exception cref="DistributedApplicationException">The file is not what it should be.</exception>
    public static LaunchProfile? Load(string projectPath)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath) ?? "", "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return null;
        try
        {
            // As text: the templates of webapi and others begin the file with a byte order mark, which the parser does not take.
            using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            return Select(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or UriFormatException)
        {
            throw new DistributedApplicationException($"'{file}' cannot be read: {exception.Message}", exception);
        }
    }

    private static LaunchProfile? Select(JsonElement root)
    {
        if (!root.TryGetProperty("profiles", out var profiles))
            return null;
        LaunchProfile? first = null;
        foreach (var property in profiles.EnumerateObject())
        {
            if (Text(property.Value, "commandName") != "Project")
                continue;
            if (property.NameEquals(PreferredName))
                return Read(property);
            first ??= Read(property);
        }

        return first;
    }

    private static LaunchProfile Read(JsonProperty property)
    {
        var urls = (Text(property.Value, "applicationUrl") ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => new Uri(url));
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (property.Value.TryGetProperty("environmentVariables", out var environment))
        {
            foreach (var variable in environment.EnumerateObject())
                variables[variable.Name] = variable.Value.GetString() ?? "";
        }

        return new LaunchProfile(property.Name, [.. urls], variables, Text(property.Value, "commandLineArgs"));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
