using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Finds the values of parameters without asking anybody and without storing one.</summary>
internal sealed class ParameterValues(IConfiguration configuration)
{
    /// <summary>
    /// The value from the AppHost's configuration, or the default of <c>AppHost.cs</c>; null where there is none. A generated default is none:
    /// another one would come out each time.
    /// </summary>
    public async Task<string?> FindAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        var key = Key(parameter);
        if ((configuration[key] ?? configuration[key.Replace('-', '_')]) is { } configured)
            return configured;
        if (parameter.Default is GenerateParameterDefault)
            return null;
        try
        {
            return await parameter.GetValueAsync(cancellationToken);
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }

    /// <summary>Lists parameters without a value, and the ways to give each one.</summary>
    public static string DescribeMissing(IReadOnlyList<ParameterResource> missing)
    {
        var text = new StringBuilder(missing.Count == 1
            ? $"The {Kind(missing[0])} '{missing[0].Name}' has no value. Give it one in one of these ways:"
            : $"{missing.Count} parameters have no value: {string.Join(", ", missing.Select(parameter => $"'{parameter.Name}'"))}. Give each one in one of these ways:");
        foreach (var parameter in missing)
        {
            var key = Key(parameter);
            text.AppendLine().Append($"      dotnet user-secrets set {key} VALUE          (in the AppHost's folder; read in the Development environment)");
            text.AppendLine().Append($"      {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}=VALUE          (environment variable)");
            if (!parameter.Secret)
                text.AppendLine().Append($"      --{key}=VALUE          (argument)");
        }

        return text.ToString();
    }

    private static string Key(ParameterResource parameter) => $"{(parameter.IsConnectionString ? "ConnectionStrings" : "Parameters")}:{parameter.Name}";

    private static string Kind(ParameterResource parameter) => parameter.IsConnectionString ? "connection string" : "parameter";
}
