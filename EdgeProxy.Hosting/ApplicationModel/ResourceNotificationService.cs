using System.Runtime.CompilerServices;
using EdgeProxy.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Tells what the resources are and when they change.</summary>
public sealed class ResourceNotificationService
{
    private readonly ResourceStateStore _states;
    private readonly WaitDiagnosis _diagnosis;
    private readonly DistributedApplicationModel _model;

    internal ResourceNotificationService(ResourceStateStore states, DistributedApplicationModel model, Logs.ConsoleLogStore logs)
    {
        _states = states;
        _model = model;
        _diagnosis = new WaitDiagnosis(states, logs);
    }

    /// <summary>Every replica as it is now, then each change.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = _states.Subscribe();
        await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
            yield return change;
    }

    /// <summary>Waits until every replica of a resource is healthy by all of its checks.</summary>
    /// <param name="resourceName">The resource's name, or that of one replica.</param>
    /// <param name="cancellationToken">Ends the waiting: the exception then says what the resource is, its health and its last lines.</param>
    /// <returns>The change that made it healthy.</returns>
    /// <exception cref="ArgumentException">There is no such resource; the message lists those that are.</exception>
    /// <exception cref="DistributedApplicationException">A replica has ended and will not come back by itself.</exception>
    /// <exception cref="OperationCanceledException">It was not healthy in time.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, "healthy", change => change.Snapshot.HealthStatus == HealthStatus.Healthy, failsWhenEnded: true, cancellationToken);

    /// <summary>Waits until every replica of a resource is in a state.</summary>
    /// <param name="resourceName">The resource's name, or that of one replica.</param>
    /// <param name="targetState">One of <see cref="KnownResourceStates"/>; <c>Running</c> when null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentException">There is no such resource; the message lists those that are.</exception>
    /// <exception cref="OperationCanceledException">It was not in that state in time.</exception>
    public async Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
    {
        var state = targetState ?? KnownResourceStates.Running;
        await WaitAsync(resourceName, state, change => change.Snapshot.State == state, failsWhenEnded: false, cancellationToken);
    }

    /// <summary>Waits until a predicate holds of one replica of a resource.</summary>
    /// <param name="resourceName">The resource's name, or that of one replica.</param>
    /// <param name="predicate">What must hold.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The change of which it held.</returns>
    /// <exception cref="ArgumentException">There is no such resource; the message lists those that are.</exception>
    /// <exception cref="OperationCanceledException">It did not hold in time.</exception>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        CheckName(resourceName);
        using var subscription = _states.Subscribe();
        try
        {
            await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
            {
                if (IsOf(change, resourceName) && predicate(change))
                    return change;
            }
        }
        catch (OperationCanceledException exception)
        {
            throw _diagnosis.Describe(resourceName, "as expected", exception, cancellationToken);
        }

        throw new OperationCanceledException("The application has ended.");
    }

    private async Task<ResourceEvent> WaitAsync(
        string resourceName, string what, Func<ResourceEvent, bool> holds, bool failsWhenEnded, CancellationToken cancellationToken)
    {
        CheckName(resourceName);
        var latest = new Dictionary<string, ResourceEvent>(StringComparer.Ordinal);
        using var subscription = _states.Subscribe();
        try
        {
            await foreach (var change in subscription.Changes.ReadAllAsync(cancellationToken))
            {
                if (!IsOf(change, resourceName))
                    continue;
                latest[change.ResourceId] = change;
                if (failsWhenEnded && change.Snapshot.State is KnownResourceStates.FailedToStart or KnownResourceStates.Finished)
                    throw _diagnosis.HasEnded(resourceName, change);

                // The store knows every replica from the start, so what was not read yet is still on its way.
                if (_states.Current.Where(current => IsOf(current, resourceName)).All(current => latest.TryGetValue(current.ResourceId, out var seen) && holds(seen)))
                    return change;
            }
        }
        catch (OperationCanceledException exception)
        {
            throw _diagnosis.Describe(resourceName, what, exception, cancellationToken);
        }

        throw new OperationCanceledException("The application has ended.");
    }

    private static bool IsOf(ResourceEvent change, string resourceName) =>
        string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(change.ResourceId, resourceName, StringComparison.OrdinalIgnoreCase);

    private void CheckName(string resourceName)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        var known = _model.Resources.Select(resource => resource.Name).ToList();
        if (known.Contains(resourceName, StringComparer.OrdinalIgnoreCase) || _states.Current.Any(change => IsOf(change, resourceName)))
            return;
        throw new ArgumentException(
            $"There is no resource '{resourceName}'. Known resources: {string.Join(", ", known.Select(name => $"'{name}'"))}.", nameof(resourceName));
    }
}
