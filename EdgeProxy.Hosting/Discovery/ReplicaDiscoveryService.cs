using System.Net.Sockets;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>
/// Keeps the edges' files at what runs. A replica is added once it accepts a connection, since the state <c>Running</c> says that the process exists and not that it listens, and
/// removed as soon as its state is another one.
/// </summary>
internal sealed partial class ReplicaDiscoveryService(
    ReplicaFiles files, ResourceNotificationService notifications, TimeProvider time, ILogger<ReplicaDiscoveryService> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan FirstProbeInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestProbeInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Before any resource is created, so that no replica waits for what starts after it.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (files.Services is { Count: > 0 } services)
            _running = RunAsync(services, _stop.Token);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>After everything has stopped: an edge that drains keeps its hosts.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        files.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(IReadOnlySet<IResource> services, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
        try
        {
            await Task.WhenAll(WatchAsync(services, changes.Writer, cancellationToken), ApplyAsync(changes, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private async Task WatchAsync(IReadOnlySet<IResource> services, ChannelWriter<Change> changes, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (services.Contains(change.Resource))
                changes.TryWrite(new StateChange((IResourceWithEndpoints)change.Resource, change.ResourceId, change.Snapshot));
        }
    }

    /// <summary>The one writer of the set of replicas.</summary>
    private async Task ApplyAsync(Channel<Change> changes, CancellationToken cancellationToken)
    {
        var replicas = new Dictionary<string, Replica>();
        var probes = new List<Task>();
        try
        {
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
            {
                probes.RemoveAll(probe => probe.IsCompleted);
                var isChanged = change switch
                {
                    StateChange state => Apply(state, replicas, changes.Writer, probes, cancellationToken),
                    ProbeSuccess success => Apply(success, replicas),
                    _ => false,
                };
                if (isChanged)
                    await WriteAsync([.. replicas.Values.SelectMany(replica => replica.Addresses)], cancellationToken);
            }
        }
        finally
        {
            foreach (var replica in replicas.Values)
                replica.Dispose();
            await Task.WhenAll(probes);
        }
    }

    private bool Apply(StateChange change, Dictionary<string, Replica> replicas, ChannelWriter<Change> changes, List<Task> probes, CancellationToken cancellationToken)
    {
        var isRunning = change.Snapshot.State?.Text == KnownResourceStates.Running;
        var identity = change.Snapshot.StartTimeStamp;
        replicas.TryGetValue(change.ResourceId, out var known);
        if (isRunning && known is not null && known.Start == identity)
            return false;
        var removed = known is { Addresses.Count: > 0 };
        if (known is not null)
        {
            replicas.Remove(change.ResourceId);
            known.Dispose();
            if (removed)
                LogRemoved(change.ResourceId, change.Snapshot.State?.Text);
        }

        if (isRunning && Endpoints(change) is { Count: > 0 } endpoints)
        {
            var replica = new Replica(identity, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
            replicas[change.ResourceId] = replica;
            var token = replica.Token;
            probes.AddRange(endpoints.Select(endpoint =>
                ProbeAsync(new ReplicaAddress(change.Resource, change.ResourceId, endpoint.Name, endpoint.Address), replica, changes, token)));
        }

        return removed;
    }

    private bool Apply(ProbeSuccess success, Dictionary<string, Replica> replicas)
    {
        var address = success.Address;
        if (!replicas.TryGetValue(address.ResourceId, out var replica) || replica != success.Replica)
            return false;
        replica.Addresses.Add(address);
        LogAdded(address.ResourceId, address.Address);
        return true;
    }

    private static List<(string Name, Uri Address)> Endpoints(StateChange change) => change.Resource.HasReplicaAddresses()
        ? [.. ReplicaVariable.Read(change.Snapshot)]
        : [.. ReplicaVariable.HttpEndpoints(change.Resource).Where(endpoint => endpoint.IsAllocated).Select(endpoint => (endpoint.EndpointName, new Uri(endpoint.Url)))];

    /// <summary>
    /// Connects until it succeeds or the replica is gone. <c>localhost</c> is both loopback addresses, and a program may listen on either: the edge gets the one that answered.
    /// </summary>
    private async Task ProbeAsync(ReplicaAddress address, Replica replica, ChannelWriter<Change> changes, CancellationToken cancellationToken)
    {
        string[] hosts = address.Address.IsLoopback ? ["127.0.0.1", "[::1]"] : [address.Address.Host];
        try
        {
            for (var interval = FirstProbeInterval; ; interval = interval * 2 < LongestProbeInterval ? interval * 2 : LongestProbeInterval)
            {
                foreach (var host in hosts)
                {
                    if (!await AcceptsAsync(host, address.Address.Port, cancellationToken))
                        continue;
                    var reached = new UriBuilder(address.Address) { Host = host }.Uri;
                    changes.TryWrite(new ProbeSuccess(replica, address with { Address = reached }));
                    return;
                }

                await Task.Delay(interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The replica is gone, or the application stops.
        }
    }

    private static async Task<bool> AcceptsAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host.Trim('[', ']'), port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task WriteAsync(IReadOnlyCollection<ReplicaAddress> addresses, CancellationToken cancellationToken)
    {
        try
        {
            await files.WriteAsync(addresses, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogWriteFailure(failure);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Replica} accepts connections at {Address}: it is a host of the edge.")]
    private partial void LogAdded(string replica, Uri address);

    [LoggerMessage(2, LogLevel.Debug, "{Replica} is {State}: it is no host of the edge any more.")]
    private partial void LogRemoved(string replica, string? state);

    [LoggerMessage(3, LogLevel.Error, "The file with the replicas could not be written, so the edge keeps the hosts that it has until the next change.")]
    private partial void LogWriteFailure(Exception failure);

    private abstract record Change;

    private sealed record StateChange(IResourceWithEndpoints Resource, string ResourceId, CustomResourceSnapshot Snapshot) : Change;

    private sealed record ProbeSuccess(Replica Replica, ReplicaAddress Address) : Change;

    /// <summary>One run of one replica: a restart makes another.</summary>
    private sealed class Replica(DateTime? start, CancellationTokenSource cancellation) : IDisposable
    {
        public DateTime? Start { get; } = start;

        public List<ReplicaAddress> Addresses { get; } = [];

        public CancellationToken Token { get; } = cancellation.Token;

        public void Dispose()
        {
            cancellation.Cancel();
            cancellation.Dispose();
        }
    }
}
