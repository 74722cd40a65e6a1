namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address, as a value.</summary>
/// <param name="endpointReference">The endpoint.</param>
/// <param name="property">Which part of its address.</param>
public sealed class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpointReference ?? throw new ArgumentNullException(nameof(endpointReference));

    /// <summary>Which part of its address.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc />
    public string ValueExpression => Endpoint.Expression(Property);
}
