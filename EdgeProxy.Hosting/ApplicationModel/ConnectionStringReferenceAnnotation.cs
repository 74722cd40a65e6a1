namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A resource is given the connection string of another.</summary>
/// <param name="resource">The resource with the connection string.</param>
/// <param name="connectionName">The name by which it is asked for; that of the resource when null.</param>
/// <param name="optional">Whether it may be missing; then no variable is set.</param>
public sealed class ConnectionStringReferenceAnnotation(IResourceWithConnectionString resource, string? connectionName, bool optional) : IResourceAnnotation
{
    /// <summary>The resource with the connection string.</summary>
    public IResourceWithConnectionString Resource { get; } = resource;

    /// <summary>Whether it may be missing; then no variable is set.</summary>
    public bool Optional { get; } = optional;

    /// <summary>The environment variable that carries it.</summary>
    public string VariableName { get; } = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? resource.Name}";
}
