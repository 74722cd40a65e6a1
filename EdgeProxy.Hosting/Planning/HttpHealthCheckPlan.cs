namespace EdgeProxy.Hosting.Planning;

/// <summary>An HTTP GET that a healthy replica answers with an expected status.</summary>
/// <param name="Name">The name of its reports.</param>
/// <param name="Address">What is asked.</param>
/// <param name="StatusCode">The expected status.</param>
internal sealed record HttpHealthCheckPlan(string Name, Uri Address, int StatusCode) : HealthCheckPlan(Name);
