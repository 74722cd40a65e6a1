using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;


/// <summary>The one writer of what a replica is: every change is checked against the table, then told to the readers.</summary>
internal sealed class ReplicaState
{
    private readonly Lock _lock = new();
    private readonly ReplicaPlan _plan;
    private readonly ResourceStateStore _store;
    private CustomResourceSnapshot _snapshot;

    public ReplicaState(ReplicaPlan plan, ResourceStateStore store, string initialState)
    {
        _plan = plan;
        _store = store;
        _snapshot = new CustomResourceSnapshot
        {
            ResourceType = plan.ResourceType,
            State = initialState,
            Urls = [.. plan.Endpoints.Select(endpoint => new UrlSnapshot(endpoint.Name, endpoint.Url))],
            EnvironmentVariables = [.. plan.Process.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => SecretNames.Snapshot(pair, plan.Process.SecretVariables))],
            HealthReports = NotAsked(),
        };
        store.Publish(new ResourceEvent(plan.Resource, plan.InstanceName, _snapshot));
    }

    public CustomResourceSnapshot Snapshot
    {
        get
        {
            lock (_lock)
                return _snapshot;
        }
    }

    /// <summary>Goes to another state. Health is that of a running process: it is forgotten when the replica leaves <c>Running</c>.</summary>
    public void Enter(string state, Func<CustomResourceSnapshot, CustomResourceSnapshot>? change = null)
    {
        lock (_lock)
        {
            ReplicaTransitions.Check(_snapshot.State, state);
            var next = _snapshot with { State = state, StateReason = null };
            if (state != KnownResourceStates.Running)
                next = next with { HealthStatus = null, HealthReports = NotAsked() };
            Publish(change is null ? next : change(next));
        }
    }

    /// <summary>Takes what the health checks of the running process say.</summary>
    public void Report(HealthStatus status, IReadOnlyList<HealthReportSnapshot> reports)
    {
        lock (_lock)
        {
            if (_snapshot.State == KnownResourceStates.Running)
                Publish(_snapshot with { HealthStatus = status, HealthReports = reports });
        }
    }

    private void Publish(CustomResourceSnapshot snapshot)
    {
        _snapshot = snapshot;
        _store.Publish(new ResourceEvent(_plan.Resource, _plan.InstanceName, snapshot));
    }

    private List<HealthReportSnapshot> NotAsked() => [.. _plan.HealthChecks.Select(check => new HealthReportSnapshot(check.Name, null, null))];
}
