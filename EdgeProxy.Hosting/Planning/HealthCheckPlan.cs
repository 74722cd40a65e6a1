namespace EdgeProxy.Hosting.Planning;


/// <summary>What a healthy replica passes.</summary>
/// <param name="Name">The name of its reports.</param>
internal abstract record HealthCheckPlan(string Name);
