namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Finds the filter chain of a connection as Envoy does (<c>FilterChainMatch</c>): by server name, exact before the longest wildcard before none, then by transport
/// protocol, then by application protocol. A step that found something is not taken back when a later one finds nothing; the default filter chain takes what is left.
/// </summary>
internal sealed class FilterChainTable
{
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, FilterChain>>> _byServerName = new(StringComparer.Ordinal);
    private readonly FilterChain? _last;

    /// <param name="chains">The filter chains.</param>
    /// <param name="last">The default filter chain; null for none.</param>
    public FilterChainTable(IReadOnlyList<FilterChain> chains, FilterChain? last)
    {
        _last = last;
        // One chain that takes everything, or none but the default one: there is nothing to look at.
        Only = chains is [{ Config.Match.IsAny: true } only] ? only : chains.Count == 0 ? last : null;
        foreach (var chain in chains)
        {
            foreach (var (serverName, transport, protocol) in chain.Config.Match.Combinations())
                GetOrAdd(GetOrAdd(_byServerName, serverName), transport)[protocol] = chain;
        }
    }

    /// <summary>The filter chain of every connection; null where the first bytes decide.</summary>
    public FilterChain? Only { get; }

    /// <summary>Finds a filter chain; null where none matches.</summary>
    /// <param name="serverName">The server name (SNI); empty without one.</param>
    /// <param name="isTls">The connection begins with TLS.</param>
    /// <param name="protocols">What the client offers by ALPN.</param>
    public FilterChain? Find(string serverName, bool isTls, IReadOnlyList<string> protocols)
    {
        if (FindServerName(serverName.ToLowerInvariant()) is not { } byTransport
            || !(byTransport.TryGetValue(isTls ? "tls" : "raw_buffer", out var byProtocol) || byTransport.TryGetValue("", out byProtocol)))
            return _last;
        foreach (var protocol in protocols)
        {
            if (byProtocol.TryGetValue(protocol, out var chain))
                return chain;
        }

        return byProtocol.GetValueOrDefault("") ?? _last;
    }

    private static TValue GetOrAdd<TValue>(Dictionary<string, TValue> map, string key)
        where TValue : new()
    {
        if (!map.TryGetValue(key, out var value))
            map[key] = value = new TValue();
        return value;
    }

    private Dictionary<string, Dictionary<string, FilterChain>>? FindServerName(string serverName)
    {
        if (_byServerName.TryGetValue(serverName, out var found))
            return found;
        for (var dot = serverName.IndexOf('.'); dot >= 0 && dot < serverName.Length - 1; dot = serverName.IndexOf('.', dot + 1))
        {
            if (dot > 0 && _byServerName.TryGetValue($"*{serverName[dot..]}", out found))
                return found;
        }

        return _byServerName.GetValueOrDefault("");
    }
}
