namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A resource is healthy when a health check of the AppHost's services says so.</summary>
/// <param name="key">The name under which the check is registered.</param>
public sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name under which the check is registered.</summary>
    public string Key { get; } = key;
}
