namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>What a resource uses through values: the endpoints, parameters and connection strings in its variables and arguments.</summary>
internal static class ReferencedValues
{
    /// <summary>The values that a resource is told, those inside of others among them.</summary>
    public static IEnumerable<IExpressionValue> Of(IResource resource) => Expressions(resource).SelectMany(Inside);

    /// <summary>The resources that these values belong to.</summary>
    public static IEnumerable<IResource> Owners(IResource resource) => Of(resource).Select(OwnerOf).OfType<IResource>().Distinct();

    /// <summary>The values in an expression: first a connection string itself, then what it is made of.</summary>
    public static IEnumerable<IExpressionValue> Inside(ReferenceExpression expression)
    {
        foreach (var value in expression.ValueProviders)
        {
            if (value is ReferenceExpression inner)
            {
                foreach (var one in Inside(inner))
                    yield return one;
                continue;
            }

            yield return value;
            if (value is not IResourceWithConnectionString connection || value is ParameterResource)
                continue;
            foreach (var one in Inside(connection.ConnectionStringExpression))
                yield return one;
        }
    }

    private static IResource? OwnerOf(IExpressionValue value) => value switch
    {
        EndpointReference endpoint => endpoint.Resource,
        EndpointReferenceExpression part => part.Endpoint.Resource,
        IResource resource => resource,
        _ => null,
    };

    private static IEnumerable<ReferenceExpression> Expressions(IResource resource)
    {
        foreach (var annotation in resource.Annotations)
        {
            switch (annotation)
            {
                case EnvironmentAnnotation { Value: { } value }:
                    yield return value;
                    break;
                case CommandLineArgsAnnotation arguments:
                    foreach (var argument in arguments.Args)
                        yield return argument;
                    break;
                case ConnectionStringReferenceAnnotation connection:
                    yield return ReferenceExpression.Of(connection.Resource);
                    break;
            }
        }

        if (resource is IResourceWithConnectionString own and not ParameterResource)
            yield return own.ConnectionStringExpression;
    }
}
