using System.Text;

namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Says of parameters without a value how each gets one.</summary>
internal static class MissingParameters
{
    public static string Describe(IReadOnlyList<ParameterResource> missing)
    {
        var text = new StringBuilder(missing.Count == 1
            ? $"The {What(missing[0])} '{missing[0].Name}' has no value. Give it one in one of these ways:"
            : $"{missing.Count} parameters have no value: {string.Join(", ", missing.Select(parameter => $"'{parameter.Name}'"))}. Give each one in one of these ways:");
        foreach (var parameter in missing)
        {
            var key = parameter.ConfigurationKey;
            text.AppendLine().Append($"      dotnet user-secrets set {key} VALUE          (in the AppHost's folder; counts in Development)");
            text.AppendLine().Append($"      {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}=VALUE          (in the environment)");
            if (!parameter.Secret)
                text.AppendLine().Append($"      --{key}=VALUE          (as an argument)");
        }

        return text.ToString();
    }

    private static string What(ParameterResource parameter) => parameter is IResourceWithConnectionString ? "connection string" : "parameter";
}
