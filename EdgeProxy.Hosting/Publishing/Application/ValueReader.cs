using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>Reads values of the model as Kubernetes gets them. What is wrong is told at once, with all the rest.</summary>
internal sealed class ValueReader(List<string> faults)
{
    private readonly Dictionary<string, PublishedParameter> _parameters = new(StringComparer.Ordinal);
    private readonly List<ParameterResource> _missing = [];

    /// <summary>The parameters without a value that can be published.</summary>
    public IReadOnlyList<ParameterResource> Missing => _missing;

    /// <summary>The variables that a resource is told, in order of their names.</summary>
    public IReadOnlyList<PublishedVariable> Variables(IResource resource)
    {
        var variables = new SortedDictionary<string, ReferenceExpression>(StringComparer.Ordinal);
        foreach (var connection in resource.Annotations.OfType<ConnectionStringReferenceAnnotation>().Where(connection => !IsLeftOut(connection)))
            variables[connection.VariableName] = ReferenceExpression.Of(connection.Resource);
        foreach (var variable in resource.Annotations.OfType<EnvironmentAnnotation>())
        {
            if (variable.Value is { } value)
                variables[variable.Name] = value;
            else
                variables.Remove(variable.Name);
        }

        return [.. variables.Select(variable => new PublishedVariable(variable.Key, Read(variable.Value, resource, $"The variable '{variable.Key}'")))];
    }

    /// <summary>The arguments of a resource's process.</summary>
    public IReadOnlyList<PublishedText> Arguments(IResource resource) =>
        [.. resource.Annotations.OfType<CommandLineArgsAnnotation>().SelectMany(annotation => annotation.Args).Select(argument => Read(argument, resource, "An argument"))];

    private PublishedText Read(ReferenceExpression expression, IResource user, string what) =>
        new([.. expression.Parts.SelectMany(part => part.Value is null
            ? [new PublishedPart(part.Text, null, IsEscaped: false)]
            : Read(part.Value, part.Format is not null, user, what))]);

    private IEnumerable<PublishedPart> Read(IExpressionValue value, bool isEscaped, IResource user, string what)
    {
        switch (value)
        {
            case ReferenceExpression inner:
                return Read(inner, user, what).Parts.Select(part => part with { IsEscaped = part.IsEscaped || isEscaped });
            case ParameterResource parameter:
                return [new PublishedPart(null, Parameter(parameter), isEscaped)];
            case EndpointReference endpoint:
                return [Endpoint(endpoint, EndpointProperty.Url, user, what) with { IsEscaped = isEscaped }];
            case EndpointReferenceExpression property:
                return [Endpoint(property.Endpoint, property.Property, user, what) with { IsEscaped = isEscaped }];
            case IResourceWithConnectionString connection:
                return Read(connection.ConnectionStringExpression, isEscaped, user, what);
            default:
                faults.Add($"{what} of '{user.Name}' has a value of the type {value.GetType().Name}, which cannot be published. Allowed: parameters, endpoints and their properties, connection strings, reference expressions.");
                return [];
        }
    }

    private PublishedParameter Parameter(ParameterResource parameter)
    {
        if (_parameters.TryGetValue(parameter.Name, out var known))
            return known;
        var value = parameter.Secret ? null : parameter.FindPublishedValue();
        if (!parameter.Secret && value is null)
            _missing.Add(parameter);
        return _parameters[parameter.Name] = new PublishedParameter(parameter.Name, parameter.Secret, value ?? (parameter.Secret ? null : ""));
    }

    // It may be missing, and nobody says that it is there.
    private static bool IsLeftOut(ConnectionStringReferenceAnnotation connection) =>
        connection is { Optional: true, Resource: ParameterResource parameter } && parameter.FindPublishedValue() is null;

    private PublishedPart Endpoint(EndpointReference reference, EndpointProperty property, IResource user, string what)
    {
        var port = reference.Exists ? reference.EndpointAnnotation.PublishedPort(reference.Resource) : null;
        if (port is null || !reference.Resource.IsPublished())
        {
            faults.Add(
                $"{what} of '{user.Name}' names the endpoint '{reference.EndpointName}' of '{reference.Resource.Name}', which is not published{(reference.Exists ? "" : " and has no such endpoint")}. Publish a container in its place: builder.ExecutionContext.IsPublishMode ? builder.AddContainer(...) : builder.AddExecutable(...); or leave the variable out there.");
            return new PublishedPart("", null, IsEscaped: false);
        }

        var (host, scheme) = (reference.Resource.Name, reference.Scheme);
        var text = property switch
        {
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => $"{port}",
            EndpointProperty.Scheme => scheme,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            _ => $"{scheme}://{host}:{port}",
        };
        return new PublishedPart(text, null, IsEscaped: false);
    }
}
