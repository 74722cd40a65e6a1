using EdgeProxy.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;


/// <summary>Sees when every replica of some resources is healthy.</summary>
internal sealed class DependencyWait : IDisposable
{
    private readonly HashSet<string> _names;
    private readonly ResourceStateSubscription _subscription;
    private readonly Dictionary<string, ResourceEvent> _latest = new(StringComparer.Ordinal);

    public DependencyWait(IReadOnlyList<string> names, ResourceStateStore states)
    {
        _names = [.. names];
        _subscription = states.Subscribe();
        while (_subscription.Changes.TryRead(out var change))
            _latest[change.ResourceId] = change;
    }

    public bool IsOver => _names.All(name => IsHealthy(name));

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        while (!IsOver)
        {
            var change = await _subscription.Changes.ReadAsync(cancellationToken);
            _latest[change.ResourceId] = change;
        }
    }

    public void Dispose() => _subscription.Dispose();

    /// <summary>A resource without a process, such as the Kubernetes environment, has nothing to wait for.</summary>
    private bool IsHealthy(string name) =>
        _latest.Values.Where(replica => replica.Resource.Name == name).All(replica => replica.Snapshot.HealthStatus == HealthStatus.Healthy);
}
