namespace EdgeProxy.Hosting.Planning;

/// <summary>A health check of the AppHost's own services.</summary>
/// <param name="Name">The name under which it is registered.</param>
internal sealed record RegisteredHealthCheckPlan(string Name) : HealthCheckPlan(Name);
