using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Reading;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>
/// The values of the application's secrets, on their way from the AppHost's configuration to the cluster: through a program's standard input,
/// never through a file or an argument.
/// </summary>
internal sealed class SecretValues
{
    private readonly PublishedApplication _application;
    private readonly IReadOnlyDictionary<string, string> _values;

    private SecretValues(PublishedApplication application, IReadOnlyDictionary<string, string> values)
    {
        _application = application;
        _values = values;
    }

    /// <summary>Whether the application has any.</summary>
    public bool IsEmpty => _application.Secrets.Count == 0;

    /// <summary>Reads them out of the configuration.</summary>
    /// <exception cref="DistributedApplicationException">Some have no value; the message has all of them.</exception>
    public static async Task<SecretValues> ReadAsync(PublishedApplication application, IEnumerable<ParameterResource> parameters, ParameterValues parameterValues, CancellationToken cancellationToken)
    {
        var names = application.Secrets.Select(secret => secret.Parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var missing = new List<ParameterResource>();
        foreach (var parameter in parameters.Where(parameter => names.Contains(parameter.Name)))
        {
            if (await parameterValues.FindAsync(parameter, cancellationToken) is { } value)
                values[parameter.Name] = value;
            else
                missing.Add(parameter);
        }

        if (missing.Count > 0)
            throw new DistributedApplicationException(ParameterValues.DescribeMissing(missing));
        return new SecretValues(application, values);
    }

    /// <summary>The Secret itself, for kubectl.</summary>
    public string ToManifest(JsonObject labels) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = _application.SecretName, ["labels"] = labels },
        ["stringData"] = new JsonObject(_application.Secrets.Select(secret => KeyValuePair.Create<string, JsonNode?>(secret.Key, secret.Write(_values[secret.Parameter.Name])))),
    }.ToJsonString();

    /// <summary>Values of the chart, for Helm.</summary>
    public string ToChartValues() => new JsonObject
    {
        ["secrets"] = new JsonObject(_application.Secrets.Select(secret => secret.Parameter).Distinct()
            .Select(parameter => KeyValuePair.Create<string, JsonNode?>(parameter.ValuesKey, _values[parameter.Name]))),
    }.ToJsonString();
}
