namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>One check's last answer.</summary>
/// <param name="Name">The check: <c>http /health</c>.</param>
/// <param name="Status">Its answer; null until it was asked.</param>
/// <param name="Description">Why: "503 Service Unavailable from http://localhost:41021/health".</param>
/// <param name="Time">When it was asked.</param>
internal sealed record HealthReport(string Name, ResourceHealth? Status, string? Description = null, DateTimeOffset? Time = null);
