using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>Counts the errors logged since a person last looked at the errors of a resource, or of all.</summary>
internal sealed class UnseenErrors(ILogQueries logs)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, long> _seenUpTo = [];
    private long _allSeenUpTo;

    /// <summary>All of them.</summary>
    public int Count() => ByResource().Values.Sum();

    /// <summary>Those of each resource that has some.</summary>
    public IReadOnlyDictionary<ResourceKey, int> ByResource()
    {
        lock (_gate)
        {
            var counts = new Dictionary<ResourceKey, int>(logs.CountErrorsAfter(_allSeenUpTo));
            foreach (var (key, seen) in _seenUpTo)
            {
                if (!counts.ContainsKey(key))
                    continue;
                counts[key] = logs.CountErrorsAfter(seen).GetValueOrDefault(key);
                if (counts[key] == 0)
                    counts.Remove(key);
            }

            return counts;
        }
    }

    /// <summary>A person sees the logs of a service now, or of all when null.</summary>
    public void MarkSeen(string? serviceName, string? instanceId = null)
    {
        lock (_gate)
        {
            var last = logs.LastSequence;
            if (serviceName is null)
            {
                _allSeenUpTo = last;
                _seenUpTo.Clear();
                return;
            }

            foreach (var key in logs.CountErrorsAfter(_allSeenUpTo).Keys)
            {
                if (key.ServiceName == serviceName && (instanceId is null || key.InstanceId == instanceId))
                    _seenUpTo[key] = last;
            }
        }
    }
}
