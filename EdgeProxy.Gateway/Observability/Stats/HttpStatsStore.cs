using System.Collections.Concurrent;

namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The statistics of the connection managers by their prefix; those with the same prefix count together, as in Envoy.</summary>
internal sealed class HttpStatsStore
{
    private readonly ConcurrentDictionary<string, HttpStats> _byPrefix = new(StringComparer.Ordinal);

    /// <summary>Ordered by prefix.</summary>
    public IEnumerable<(string Prefix, HttpStats Stats)> All =>
        _byPrefix.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value));

    /// <summary>Client connections of all listeners, open now.</summary>
    public long CxActive => _byPrefix.Sum(entry => entry.Value.CxActive);

    public HttpStats Get(string prefix) => _byPrefix.GetOrAdd(prefix, static _ => new HttpStats());
}
