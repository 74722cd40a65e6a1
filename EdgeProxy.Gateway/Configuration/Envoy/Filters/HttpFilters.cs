using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The HTTP filters of a connection manager, as its routes need to know them.</summary>
internal sealed class HttpFilters(HashSet<string> clusters)
{
    private readonly List<HttpFilterConfig> _configs = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _firstOfKind = new(StringComparer.Ordinal);

    /// <summary>The filters in their order.</summary>
    public IReadOnlyList<HttpFilterConfig> Configs => _configs;

    /// <summary>The names of the clusters.</summary>
    public HashSet<string> Clusters => clusters;

    /// <summary>Adds a filter.</summary>
    /// <returns>False when the name is taken.</returns>
    public bool Add(HttpFilterConfig config, HttpFilterReader kind)
    {
        _configs.Add(config);
        _firstOfKind.TryAdd(kind.Name, config.Name);
        return _names.Add(config.Name);
    }

    /// <summary>Notes a filter that is in the file and not served.</summary>
    public void LeaveOut(string name) => _leftOut.Add(name);

    /// <summary>Whether a filter is in the file and not served.</summary>
    public bool IsLeftOut(string name) => _leftOut.Contains(name);

    /// <summary>
    /// The name under which a filter is in the list, for the name that a route has: the same, or Envoy's name of the kind, by which version 2 and early version 3
    /// went whatever the filter was called. Null where there is none.
    /// </summary>
    public string? Find(string name, HttpFilterReader? kind) =>
        _names.Contains(name) ? name
        : kind is not null && (name == kind.Name || name == HttpFilterReaders.OldName(kind.Name)) ? _firstOfKind.GetValueOrDefault(kind.Name)
        : null;
}
