using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Asks the hosts of one cluster how they are (Envoy, "Health checking"). A host that was never asked gets no requests.</summary>
internal sealed partial class HealthMonitor : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HealthProbes _probes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _loops;

    public HealthMonitor(Cluster cluster, TimeProvider time, ILogger logger)
    {
        _cluster = cluster;
        _time = time;
        _logger = logger;
        _loops = [.. cluster.Config.HealthChecks.Select(check => RunAsync(check, _stop.Token))];
    }

    /// <summary>Asks the hosts that were never asked, and ends when they have answered.</summary>
    public Task CheckNewHostsAsync(CancellationToken cancellationToken) => Task.WhenAll(
        from check in _cluster.Config.HealthChecks
        from host in _cluster.Hosts.All
        where host.Failures.HasFlag(HostFailures.Pending)
        select CheckAsync(host, check, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _probes.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(HealthCheckConfig check, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(check.Interval.ForTimer(), _time, stop);
                await RunOnceAsync(check, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task RunOnceAsync(HealthCheckConfig check, CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(_cluster.Hosts.All.Select(host => CheckAsync(host, check, stop)));
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // The next round is made as scheduled.
            Log.RoundFailed(_logger, _cluster.Name, failure);
        }
    }

    private async Task CheckAsync(UpstreamHost host, HealthCheckConfig check, CancellationToken cancellationToken)
    {
        _cluster.Stats.Add(ClusterCounter.HealthAttempt);
        var failure = await ProbeAsync(host, check, cancellationToken);
        _cluster.Stats.Add(failure is null ? ClusterCounter.HealthSuccess : ClusterCounter.HealthFailure);
        if (!host.Checks.Take(check, failure is null, out var isHealthy))
            return;
        host.Set(HostFailures.Pending, on: false);
        host.Set(HostFailures.ActiveCheck, !isHealthy);
        _cluster.RefreshHealth();
        if (!isHealthy)
            Log.Failed(_logger, _cluster.Name, host.AddressText, failure ?? "");
        else
            Log.Passed(_logger, _cluster.Name, host.AddressText);
    }

    /// <summary>Why the host did not pass; null when it did.</summary>
    private async Task<string?> ProbeAsync(UpstreamHost host, HealthCheckConfig check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(check.Timeout.ForTimer());
        try
        {
            return await _probes.ProbeAsync(host, check, _cluster.Name, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {check.Timeout.TotalSeconds} s";
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // A host may answer anything; no answer may end the checking.
            return failure.Message;
        }
    }
}
