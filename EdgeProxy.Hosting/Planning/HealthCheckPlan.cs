namespace EdgeProxy.Hosting.Planning;


/// <summary>An HTTP GET that a healthy replica answers with an expected status.</summary>
internal sealed record HealthCheckPlan(string Name, Uri Address, int StatusCode);
