using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;

/// <summary>Asks one health check once, of whatever kind. It never throws: a fault is an answer.</summary>
internal sealed class HealthProbe(HttpHealthProbe http, SecretStore secrets, IServiceProvider services)
{
    public Task<HealthReportSnapshot> AskAsync(HealthCheckPlan check, CancellationToken cancellationToken) => check switch
    {
        HttpHealthCheckPlan request => http.AskAsync(request, cancellationToken),
        _ => AskRegisteredAsync(check.Name, cancellationToken),
    };

    private async Task<HealthReportSnapshot> AskRegisteredAsync(string name, CancellationToken cancellationToken)
    {
        if (services.GetService<HealthCheckService>() is not { } checks)
            return NotRegistered(name);
        try
        {
            var report = await checks.CheckHealthAsync(registration => registration.Name == name, cancellationToken);
            return report.Entries.TryGetValue(name, out var entry)
                ? new HealthReportSnapshot(name, entry.Status, secrets.Hide(entry.Description ?? entry.Exception?.Message ?? ""))
                : NotRegistered(name);
        }
        catch (OperationCanceledException)
        {
            return new HealthReportSnapshot(name, HealthStatus.Unhealthy, "It was not asked to the end.");
        }
    }

    private static HealthReportSnapshot NotRegistered(string name) => new(
        name, HealthStatus.Unhealthy, $"No health check '{name}' is registered. Add it in AppHost.cs: builder.Services.AddHealthChecks().AddCheck(\"{name}\", ...).");
}
