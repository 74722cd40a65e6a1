using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Rebuilding;

/// <summary>
/// Gives the replicas of a resource another program, one after another: the next is stopped when the one before it is healthy again, so that
/// somebody serves all the time where there are two or more. When one does not get healthy, all run what they ran before.
/// </summary>
internal sealed class RollingRestart(ReplicaServices services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Restarts every replica but those that nobody has started yet.</summary>
    /// <param name="group">The resource.</param>
    /// <param name="next">The new program of a replica, out of the one before.</param>
    /// <param name="cancellationToken">Gives up; what runs is left as it is.</param>
    /// <returns>Null, or why the previous program is back.</returns>
    public async Task<string?> RunAsync(ReplicaGroup group, Func<ProcessPlan, ProcessPlan> next, CancellationToken cancellationToken)
    {
        var changed = new List<(ReplicaRunner Runner, ProcessPlan Before)>();
        foreach (var (runner, plan) in group.Runners.Zip(group.Plan.Replicas))
        {
            changed.Add((runner, runner.Process));
            if (await RenewAsync(runner, plan, next(plan.Process), cancellationToken) is not { } fault)
                continue;
            foreach (var (back, before) in Enumerable.Reverse(changed))
                await RenewAsync(back, group.Plan.Replicas.First(one => one.InstanceName == back.Name), before, cancellationToken);
            return fault;
        }

        return null;
    }

    /// <returns>Null when the replica serves, or need not; else what is wrong with it.</returns>
    private async Task<string?> RenewAsync(ReplicaRunner runner, ReplicaPlan plan, ProcessPlan process, CancellationToken cancellationToken)
    {
        var before = runner.Snapshot;
        runner.Process = process;
        if (before.State == KnownResourceStates.NotStarted || WaitsForAnother(before))
            return null;
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var subscription = services.States.Subscribe();
        runner.Renew();
        given.CancelAfter(services.Options.RebuildTimeout);
        try
        {
            return await ServesAsync(subscription, plan, before.ProcessId, given.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"'{runner.Name}' was not healthy within {services.Options.RebuildTimeout.TotalSeconds:0} s: {WhatIsWrong(runner.Snapshot)}";
        }
    }

    private static async Task<string?> ServesAsync(ResourceStateSubscription subscription, ReplicaPlan plan, int? oldProcess, CancellationToken cancellationToken)
    {
        var isNew = false;
        while (true)
        {
            var snapshot = (await subscription.Changes.ReadAsync(cancellationToken)) is { } change && change.ResourceId == plan.InstanceName ? change.Snapshot : null;
            if (snapshot is null)
                continue;
            isNew |= snapshot.ProcessId is { } process && process != oldProcess;
            if (!isNew)
                continue;
            if (snapshot.State != KnownResourceStates.Running)
                return $"the new process of '{plan.InstanceName}' ended with exit code {snapshot.ExitCode}.";
            if (snapshot.HealthStatus == HealthStatus.Healthy)
                break;
        }

        // Without a health check a process counts as healthy before it listens.
        foreach (var endpoint in plan.Endpoints)
        {
            while (!await PortProbe.IsOpenAsync(endpoint.Port, cancellationToken))
                await Task.Delay(Pause, cancellationToken);
        }

        return null;
    }

    private static bool WaitsForAnother(CustomResourceSnapshot snapshot) => snapshot is { State: KnownResourceStates.Waiting, StateReason: null };

    private static string WhatIsWrong(CustomResourceSnapshot snapshot) =>
        snapshot.HealthReports.FirstOrDefault(report => report.Status != HealthStatus.Healthy)?.Description ?? $"it is {snapshot.State}.";
}
