using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>What one health check said last.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Status">What it said; null when it has not been asked yet.</param>
/// <param name="Description">What was asked and answered.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description);
