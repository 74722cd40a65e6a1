using System.Collections.Concurrent;

namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>What HTTP filters count, by name: a counter outlives the configuration that asked for it first.</summary>
internal sealed class FilterStats
{
    private readonly ConcurrentDictionary<string, FilterCounter> _counters = new(StringComparer.Ordinal);

    /// <summary>The counter of a name.</summary>
    /// <param name="prefix">The beginning of the name, which is a label for Prometheus.</param>
    /// <param name="name">The rest of it.</param>
    /// <param name="prometheus">The beginning of the name for Prometheus.</param>
    /// <param name="labels">The labels for Prometheus, in its syntax.</param>
    /// <param name="kind">What kind of number it is.</param>
    public FilterCounter Get(string prefix, string name, string prometheus, string labels, StatKind kind = StatKind.Counter) =>
        _counters.GetOrAdd(prefix + name, whole => new FilterCounter(whole, kind, prometheus + name.Replace('.', '_'), labels));

    public IEnumerable<Stat> All() => _counters.Values.Select(counter => counter.Read());

    public void Reset()
    {
        foreach (var counter in _counters.Values)
            counter.Reset();
    }
}
