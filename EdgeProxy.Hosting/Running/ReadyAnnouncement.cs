using System.Diagnostics;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;

/// <summary>
/// Says once that everything is healthy, with what a person wants to open next: by then the first lines have left the screen.
/// </summary>
internal sealed class ReadyAnnouncement : IAsyncDisposable
{
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
        using var subscription = services.States.Subscribe();
        await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
        {
            if (change.Snapshot.HealthStatus == HealthStatus.Healthy)
                awaited.Remove(change.ResourceId);
            if (awaited.Count == 0)
                break;
        }

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
}
