using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The results of a host's health checks so far.</summary>
internal sealed class HostChecks
{
    private readonly Lock _lock = new();
    private readonly Dictionary<HealthCheckConfig, (bool IsHealthy, int InARow)> _results = [];

    /// <summary>Takes a result.</summary>
    /// <param name="check">The check.</param>
    /// <param name="isSuccess">Its result.</param>
    /// <param name="isHealthy">Whether the host is healthy now: by all of its checks.</param>
    /// <returns>Whether that may have changed; the first result decides alone.</returns>
    public bool Take(HealthCheckConfig check, bool isSuccess, out bool isHealthy)
    {
        lock (_lock)
        {
            var isFirst = !_results.TryGetValue(check, out var before);
            var inARow = isSuccess == before.IsHealthy ? 0 : before.InARow + 1;
            var needed = isSuccess ? check.HealthyThreshold : check.UnhealthyThreshold;
            var changes = isFirst || inARow >= needed;
            _results[check] = changes ? (isSuccess, 0) : (before.IsHealthy, inARow);
            isHealthy = _results.Values.All(result => result.IsHealthy);
            return changes;
        }
    }
}
