namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Where an endpoint of a resource is: as a value, its URL. It is known only when the application is run or published.</summary>
public sealed class EndpointReference : IExpressionValue
{
    /// <summary>Refers to an endpoint, which need not be declared yet.</summary>
    /// <param name="owner">The resource that listens.</param>
    /// <param name="endpointName">The endpoint's name, without regard to case.</param>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        Resource = owner;
        EndpointName = endpointName;
    }

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>Whether the endpoint is declared.</summary>
    public bool Exists => Find() is not null;

    /// <summary>The endpoint.</summary>
    /// <exception cref="InvalidOperationException">It is not declared; the message lists those that are.</exception>
    public EndpointAnnotation EndpointAnnotation => Find() ?? throw new InvalidOperationException(NotDefined);

    /// <summary>The scheme of its address.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <inheritdoc />
    public string ValueExpression => Expression(EndpointProperty.Url);

    /// <summary>What is said of an endpoint that is not declared.</summary>
    internal string NotDefined
    {
        get
        {
            var names = Resource.GetEndpointAnnotations().Select(endpoint => $"'{endpoint.Name}'").ToList();
            return $"The endpoint '{EndpointName}' is not defined for the resource '{Resource.Name}'. {(names.Count == 0 ? "It has no endpoints." : $"Available endpoints: {string.Join(", ", names)}.")}";
        }
    }

    /// <summary>A part of the address, as a value.</summary>
    /// <param name="property">Which part.</param>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    internal string Expression(EndpointProperty property) => property == EndpointProperty.HostAndPort
        ? $"{Expression(EndpointProperty.Host)}:{Expression(EndpointProperty.Port)}"
        : $"{{{Resource.Name}.bindings.{EndpointName}.{Binding(property)}}}";

    private static string Binding(EndpointProperty property) => property switch
    {
        EndpointProperty.Host or EndpointProperty.IPV4Host => "host",
        EndpointProperty.Port => "port",
        EndpointProperty.Scheme => "scheme",
        EndpointProperty.TargetPort => "targetPort",
        _ => "url",
    };

    private EndpointAnnotation? Find() =>
        Resource.GetEndpointAnnotations().FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}
