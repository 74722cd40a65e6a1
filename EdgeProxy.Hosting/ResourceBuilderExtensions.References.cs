using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;

/// <summary>How one resource finds another.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Tells the resource where another one is: <c>services__NAME__SCHEME__i</c> for each replica and <c>NAME_ENDPOINT</c>. A source that
    /// is not part of the application is reported before anything starts.
    /// </summary>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The resource that is found.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithAnnotation(new EndpointReferenceAnnotation(source.Resource));
    }

    /// <summary>
    /// Tells the resource where one endpoint of another is, by the same variables: executables and containers are found this way.
    /// </summary>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.WithAnnotation(new EndpointReferenceAnnotation(endpointReference.Resource, endpointReference.EndpointName));
    }

    /// <summary>Gives the resource a connection string, as <c>ConnectionStrings__NAME</c> or the variable that its source names.</summary>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The resource with the connection string.</param>
    /// <param name="connectionName">The name by which it is asked for; that of the source when null.</param>
    /// <param name="optional">Whether it may be missing: no variable is set then, and the application starts.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithAnnotation(new ConnectionStringReferenceAnnotation(source.Resource, connectionName, optional));
    }

    /// <summary>An endpoint of the resource, to be used as a value.</summary>
    /// <param name="builder">The resource that listens.</param>
    /// <param name="name">The endpoint's name. One that is not declared is reported before anything starts.</param>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new EndpointReference(builder.Resource, name);
    }
}
