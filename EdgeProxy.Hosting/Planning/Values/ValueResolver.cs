using System.Globalization;
using System.Text;
using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning.Values;

/// <summary>Turns values into text, once ports are fixed and parameters read.</summary>
internal sealed class ValueResolver(IReadOnlyDictionary<string, IReadOnlyList<InstancePlan>> instances, ParameterValues parameters)
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The text of an expression for a process that calls this machine <paramref name="localHost"/>; null when a value in it is missing, and may be.</summary>
    public PlannedText? Find(ReferenceExpression expression, string localHost)
    {
        var text = new StringBuilder();
        var isSecret = false;
        foreach (var part in expression.Parts)
        {
            if (part.Value is null)
            {
                text.Append(part.Text);
                continue;
            }

            if (Find(part.Value, localHost) is not { } value)
                return null;
            text.Append(part.Write(value.Value));
            isSecret |= value.IsSecret;
        }

        return new PlannedText(text.ToString(), isSecret);
    }

    private PlannedText? Find(IExpressionValue value, string localHost) => value switch
    {
        ReferenceExpression inner => Find(inner, localHost),
        ParameterResource parameter => parameters.Find(parameter) is { } found ? new PlannedText(found, parameter.Secret) : null,
        EndpointReference endpoint => Endpoint(endpoint, EndpointProperty.Url, localHost),
        EndpointReferenceExpression part => Endpoint(part.Endpoint, part.Property, localHost),
        IResourceWithConnectionString connection => Find(connection.ConnectionStringExpression, localHost),
        _ => throw new DistributedApplicationException(
            $"The value '{value.ValueExpression}' is a {value.GetType().Name}, which the engine cannot read. Allowed: parameters, endpoints and their properties, connection strings, reference expressions."),
    };

    private PlannedText Endpoint(EndpointReference reference, EndpointProperty property, string localHost)
    {
        var endpoint = instances[reference.Resource.Name][0].Endpoints.First(one => string.Equals(one.Name, reference.EndpointName, StringComparison.OrdinalIgnoreCase));
        var port = endpoint.Port.ToString(CultureInfo.InvariantCulture);
        var text = property switch
        {
            EndpointProperty.Host => localHost,
            EndpointProperty.IPV4Host => localHost == EndpointPlan.LocalHost ? Loopback : localHost,
            EndpointProperty.Port => port,
            EndpointProperty.TargetPort => endpoint.TargetPort.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.Scheme => endpoint.Scheme,
            EndpointProperty.HostAndPort => $"{localHost}:{port}",
            _ => endpoint.UrlFrom(localHost),
        };
        return new PlannedText(text, IsSecret: false);
    }
}
