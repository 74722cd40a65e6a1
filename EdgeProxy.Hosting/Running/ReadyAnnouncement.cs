using System.Diagnostics;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;

/// <summary>
/// Says once that everything is healthy, with what a person wants to open next: by then the first lines have left the screen. When that takes
/// long it says what is not, and why.
/// </summary>
internal sealed class ReadyAnnouncement : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const string MissingPath = "Does the service map that path? app.MapDefaultEndpoints() of EdgeProxy.ServiceDefaults maps /health and /alive; WithHttpHealthCheck takes another.";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _waiting;

    public ReadyAnnouncement(RunPlan plan, ReplicaServices services)
    {
        _waiting = RunAsync(plan, services, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task RunAsync(RunPlan plan, ReplicaServices services, CancellationToken cancellationToken)
    {
        var awaited = plan.Resources.Where(resource => !resource.IsExplicitStart).SelectMany(resource => resource.Replicas).Select(replica => replica.InstanceName).ToHashSet();
        var healthy = AllHealthyAsync(awaited, services.States, cancellationToken);
        if (await Task.WhenAny(healthy, Task.Delay(Patience, services.Time, cancellationToken)) != healthy)
            SayWhatIsNot(awaited, services);
        await healthy;

        var external = plan.Resources
            .SelectMany(resource => resource.Resource.GetEndpointAnnotations()
                .Where(endpoint => endpoint.IsExternal && endpoint.TargetPortEnvironmentVariable is null)
                .SelectMany(endpoint => resource.Replicas.SelectMany(replica => replica.Endpoints).Where(planned => planned.Name == endpoint.Name))
                .Select(endpoint => $"{resource.Resource.Name} {endpoint.Url}"))
            .ToList();
        if (plan.Dashboard is { } dashboard)
            external.Add($"dashboard {dashboard.LoginUrl}");
        using var process = Process.GetCurrentProcess();
        var age = services.Time.GetUtcNow() - process.StartTime.ToUniversalTime();
        services.Output.WriteToConsole("");
        services.Output.WriteToConsole($"Everything is healthy, {age.TotalSeconds:0.0} s after the start. {string.Join("   ", external)}");
        services.Output.WriteToConsole("");
    }

    private static async Task AllHealthyAsync(HashSet<string> awaited, ResourceStateStore states, CancellationToken cancellationToken)
    {
        var missing = awaited.ToHashSet();
        using var subscription = states.Subscribe();
        while (missing.Count > 0)
        {
            var change = await subscription.Changes.ReadAsync(cancellationToken);
            if (change.Snapshot.HealthStatus == HealthStatus.Healthy)
                missing.Remove(change.ResourceId);
        }
    }

    private static void SayWhatIsNot(HashSet<string> awaited, ReplicaServices services)
    {
        foreach (var replica in services.States.Current.Where(replica => awaited.Contains(replica.ResourceId) && replica.Snapshot.HealthStatus != HealthStatus.Healthy))
        {
            var reason = replica.Snapshot.HealthReports.FirstOrDefault(report => report.Status == HealthStatus.Unhealthy)?.Description ?? $"it is {replica.Snapshot.State}.";
            var cure = reason.Contains("answered 404", StringComparison.Ordinal) ? $" {MissingPath}" : "";
            services.Output.WriteLine($"Not healthy yet: {replica.ResourceId}: {reason}{cure}");
        }
    }
}
