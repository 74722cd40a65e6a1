using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Runs a resource's environment and argument callbacks and sorts what they set: ports, references, everything else.</summary>
internal sealed class ResourceReader(DistributedApplicationExecutionContext execution, ValueReader values)
{
    private const string ServicePrefix = "services__";
    private const string ForwardedHeaders = "ASPNETCORE_FORWARDEDHEADERS_ENABLED";

    // Set by Aspire for a project's local run; where telemetry goes in a cluster is a setting of the publish.
    private static readonly HashSet<string> LocalVariables = new(StringComparer.Ordinal)
    {
        "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES", "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES",
        "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "HTTP_PORTS", "HTTPS_PORTS",
    };

    /// <summary>What a resource's process is given.</summary>
    /// <param name="Ports">The variables that hold the resource's own ports, by the endpoint's name.</param>
    /// <param name="References">The services that it calls, in the order of their references.</param>
    /// <param name="Variables">All other variables, in order of their names.</param>
    /// <param name="Arguments">The arguments.</param>
    internal sealed record Inputs(
        IReadOnlyDictionary<string, string> Ports, IReadOnlyList<PublishedReference> References, IReadOnlyList<PublishedVariable> Variables, IReadOnlyList<PublishedText> Arguments);

    public async Task<Inputs> ReadAsync(IResource resource, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, object>(StringComparer.Ordinal);
        var context = new EnvironmentCallbackContext(execution, resource, environment, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            await annotation.Callback(context);

        var ports = Ports(resource, environment);
        var references = References(resource, environment);
        var variables = new List<PublishedVariable>();
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (await values.ReadAsync(value, resource, $"The variable '{name}'", cancellationToken) is { } text)
                variables.Add(new PublishedVariable(name, text));
        }

        return new Inputs(ports, references, variables, await ArgumentsAsync(resource, cancellationToken));
    }

    private async Task<IReadOnlyList<PublishedText>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        var context = new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
            await annotation.Callback(context);

        var texts = new List<PublishedText>();
        foreach (var argument in arguments)
        {
            if (await values.ReadAsync(argument, resource, "An argument", cancellationToken) is { } text)
                texts.Add(text);
        }

        return texts;
    }

    // A variable with the port of an own endpoint, as WithHttpEndpoint(env: "PORT") sets it. What is taken here is removed.
    private static Dictionary<string, string> Ports(IResource resource, Dictionary<string, object> environment)
    {
        var ports = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.ToList())
        {
            if (value is EndpointReferenceExpression { Property: EndpointProperty.TargetPort } port && port.Endpoint.Resource == resource
                && ports.TryAdd(port.Endpoint.EndpointName, name))
            {
                environment.Remove(name);
            }
        }

        // An edge and its like decide themselves about forwarded headers; a service behind the edge needs none. Only what something outside
        // of the application stands in front of needs them.
        var isBehindProxy = resource.FindHttp() is { IsExternal: true };
        if (resource is ProjectResource)
        {
            foreach (var name in environment.Keys.Where(name => LocalVariables.Contains(name) || (name == ForwardedHeaders && !isBehindProxy)).ToList())
                environment.Remove(name);
        }

        return ports;
    }

    // services__NAME__ENDPOINT__0 and NAME_ENDPOINT with the address of another resource, as WithReference sets them. What is taken here is removed.
    private List<PublishedReference> References(IResource resource, Dictionary<string, object> environment)
    {
        var references = new List<PublishedReference>();
        foreach (var (name, value) in environment.ToList())
        {
            if (!name.StartsWith(ServicePrefix, StringComparison.Ordinal) || AsEndpoint(value) is not { } reference)
                continue;
            environment.Remove(name);
            var service = name[ServicePrefix.Length..].Split("__")[0];
            environment.Remove($"{PublishedReference.VariableName(service)}_{PublishedReference.VariableName(reference.EndpointName)}");
            var target = reference.Resource;
            values.AddCall(resource, target);
            if (target.FindPublished(reference.EndpointName) is { } endpoint && endpoint.PublishedPort(target) is { } port
                && !references.Any(one => one.Name == service && string.Equals(one.EndpointName, endpoint.Name, StringComparison.OrdinalIgnoreCase)))
            {
                references.Add(new PublishedReference(service, target.Name, endpoint.UriScheme, endpoint.Name.ToLowerInvariant(), port));
            }
        }

        return references;
    }

    private static EndpointReference? AsEndpoint(object value) => value switch
    {
        EndpointReference reference => reference,
        EndpointReferenceExpression { Property: EndpointProperty.Url } expression => expression.Endpoint,
        _ => null,
    };
}
