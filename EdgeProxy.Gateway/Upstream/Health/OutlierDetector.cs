using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Takes hosts out that fail several times in a row (Envoy, "Outlier detection"), longer each time, and never more of them than the share
/// allows; a share of more than 0 allows one.
/// </summary>
internal sealed partial class OutlierDetector(Cluster cluster, OutlierDetectionConfig config, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();

    /// <summary>Takes the result of a request.</summary>
    /// <param name="host">Where it went.</param>
    /// <param name="status">The status of the answer; 0 when there was none.</param>
    public void Report(UpstreamHost host, int status)
    {
        var state = host.Outlier;
        if (status is > 0 and < 500)
        {
            state.Succeed();
            return;
        }

        var failures = Interlocked.Increment(ref state.FailuresInARow);
        var isGatewayFailure = status is 0 or 502 or 503 or 504;
        var gatewayFailures = isGatewayFailure
            ? Interlocked.Increment(ref state.GatewayFailuresInARow)
            : Interlocked.Exchange(ref state.GatewayFailuresInARow, 0);
        if ((config.Consecutive5xx > 0 && failures >= config.Consecutive5xx)
            || (config.ConsecutiveGatewayFailure > 0 && isGatewayFailure && gatewayFailures >= config.ConsecutiveGatewayFailure))
            Eject(host);
    }

    /// <summary>Runs until it is cancelled: lets hosts back whose time is over.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(config.Interval.ForTimer(), time, stop);
                EndEjections();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private void Eject(UpstreamHost host)
    {
        lock (_lock)
        {
            host.Outlier.Succeed();
            var hosts = cluster.Hosts.All;
            var ejected = hosts.Count(other => other.Failures.HasFlag(HostFailures.Outlier));
            if (host.Failures.HasFlag(HostFailures.Outlier) || !Array.Exists(hosts, other => other == host))
                return;
            var isAllowed = config.MaxEjectionPercent > 0 && (ejected == 0 || (ejected + 1) * 100.0 / hosts.Length <= config.MaxEjectionPercent);
            if (!isAllowed)
            {
                cluster.Stats.Add(ClusterCounter.EjectionOverflow);
                return;
            }

            host.Outlier.Eject(time.GetTimestamp());
            host.Set(HostFailures.Outlier, on: true);
            cluster.Stats.Add(ClusterCounter.Ejections);
            cluster.RefreshHealth();
            Log.Ejected(logger, cluster.Name, host.AddressText, Duration(host).TotalSeconds);
        }
    }

    private void EndEjections()
    {
        lock (_lock)
        {
            foreach (var host in cluster.Hosts.All)
            {
                if (!host.Failures.HasFlag(HostFailures.Outlier))
                {
                    host.Outlier.DecreaseEjections();
                }
                else if (time.GetElapsedTime(host.Outlier.EjectedAt) >= Duration(host))
                {
                    host.Set(HostFailures.Outlier, on: false);
                    cluster.RefreshHealth();
                    Log.EjectionEnded(logger, cluster.Name, host.AddressText);
                }
            }
        }
    }

    private TimeSpan Duration(UpstreamHost host)
    {
        // Compared as shares of the longest time: the product could be too large for a time.
        var ejections = host.Outlier.Ejections;
        return ejections > 0 && config.BaseEjectionTime > config.MaxEjectionTime / ejections ? config.MaxEjectionTime : config.BaseEjectionTime * ejections;
    }
}
