using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.TestKit.Hosting;

/// <summary>An application on the orchestrator, started in the process of the test, with the latest state of each of its replicas.</summary>
public sealed class RunningApplication : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<string, ResourceEvent> _latest = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private RunningApplication(DistributedApplication application)
    {
        App = application;
        _watching = WatchAsync(_stop.Token);
    }

    /// <summary>The application.</summary>
    public DistributedApplication App { get; }

    /// <summary>Builds and starts an application, and waits until resources are healthy in all their replicas.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="healthy">The names of the resources to wait for.</param>
    public static async Task<RunningApplication> StartAsync(IDistributedApplicationTestingBuilder builder, params IReadOnlyList<string> healthy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(healthy);
        var replicas = builder.Resources.ToDictionary(resource => resource.Name, resource => resource.GetReplicaCount());
        var running = new RunningApplication(await builder.BuildAsync());
        try
        {
            await running.App.StartAsync();
            foreach (var name in healthy)
                await running.WaitForAsync(name, $"{replicas[name]} healthy", found => found.Count == replicas[name] && found.All(replica => replica.IsHealthy), StartLimit);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of an endpoint as clients see it.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="endpoint">The endpoint's name.</param>
    public Uri AddressOf(string resource, string endpoint = "http") => App.GetEndpoint(resource, endpoint);

    /// <summary>The replicas of a resource.</summary>
    /// <param name="resource">The resource's name.</param>
    public IReadOnlyList<Replica> ReplicasOf(string resource) =>
        [.. _latest.Values.Where(change => change.Resource.Name == resource && change.ResourceId != resource).Select(change => new Replica(change)).OrderBy(replica => replica.Id, StringComparer.Ordinal)];

    /// <summary>Waits for a state of the replicas of a resource.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="what">The state, for the message.</param>
    /// <param name="condition">Whether it is reached.</param>
    /// <param name="limit">How long to wait at most; 30 s when null.</param>
    /// <exception cref="TimeoutException">It was not reached within <paramref name="limit"/>.</exception>
    public async Task<IReadOnlyList<Replica>> WaitForAsync(string resource, string what, Func<IReadOnlyList<Replica>, bool> condition, TimeSpan? limit = null)
    {
        IReadOnlyList<Replica> replicas = [];
        try
        {
            await Eventually.HoldsAsync(what, () => condition(replicas = ReplicasOf(resource)), limit);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{resource}: {timeout.Message} It has: {string.Join("; ", replicas)}.", timeout);
        }

        return replicas;
    }

    /// <summary>Waits for a state of one replica.</summary>
    /// <param name="id">The replica's name.</param>
    /// <param name="what">The state, for the message.</param>
    /// <param name="condition">Whether it is reached.</param>
    /// <param name="limit">How long to wait at most; 30 s when null.</param>
    public async Task<Replica> WaitForReplicaAsync(string id, string what, Func<Replica, bool> condition, TimeSpan? limit = null)
    {
        var resource = _latest[id].Resource.Name;
        await WaitForAsync(resource, $"{id} {what}", replicas => condition(replicas.Single(replica => replica.Id == id)), limit);
        return ReplicasOf(resource).Single(replica => replica.Id == id);
    }

    /// <summary>Executes a command of a resource as the dashboard does.</summary>
    /// <param name="id">The replica's name, or the resource's for all of its replicas.</param>
    /// <param name="command">The command's name.</param>
    public Task<ExecuteCommandResult> ExecuteAsync(string id, string command) => App.ResourceCommands.ExecuteCommandAsync(id, command);

    /// <summary>Reads the log of a replica so far.</summary>
    /// <param name="id">The replica's name.</param>
    public async Task<IReadOnlyList<string>> LogOfAsync(string id)
    {
        var lines = new List<string>();
        await foreach (var batch in App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(id))
            lines.AddRange(batch.Select(line => line.Content));
        return lines;
    }

    /// <summary>Waits for a line in the log of a replica.</summary>
    /// <param name="id">The replica's name.</param>
    /// <param name="text">A part of the line.</param>
    /// <param name="limit">How long to wait at most; 30 s when null.</param>
    /// <returns>The log up to that line.</returns>
    public async Task<IReadOnlyList<string>> WaitForLogAsync(string id, string text, TimeSpan? limit = null)
    {
        var lines = new List<string>();
        using var timeout = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(30));
        try
        {
            await foreach (var batch in App.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(id).WithCancellation(timeout.Token))
            {
                lines.AddRange(batch.Select(line => line.Content));
                if (lines.Exists(line => line.Contains(text, StringComparison.Ordinal)))
                    return lines;
            }
        }
        catch (OperationCanceledException)
        {
            // The exception below has the log.
        }

        throw new TimeoutException($"No line with '{text}' in the log of {id}: {string.Join('\n', lines)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in App.ResourceNotifications.WatchAsync(cancellationToken))
                _latest[change.ResourceId] = change;
        }
        catch (OperationCanceledException)
        {
            // The application stopped.
        }
    }
}
