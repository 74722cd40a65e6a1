using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>What is fixed while the gateway runs: its sockets, and which connections go to which filter chain. A reload that changes it is refused.</summary>
internal static class FixedSettings
{
    private const string Restart = "restart the gateway to change that.";

    /// <summary>Everything that a running gateway cannot take over.</summary>
    /// <param name="config">The changed configuration.</param>
    /// <param name="current">The configuration in use.</param>
    public static IEnumerable<ConfigError> Validate(GatewayConfig config, GatewayConfig current)
    {
        var names = config.Listeners.Select(listener => listener.Name).ToList();
        var open = current.Listeners.Select(listener => listener.Name).ToList();
        foreach (var name in names.Except(open))
            yield return new(Place(name), $"it is new, and listeners are opened when the gateway starts; {Restart}");
        foreach (var name in open.Except(names))
            yield return new(Place(name), $"it is gone, and listeners are closed when the gateway stops; {Restart}");
        if (!names.Order(StringComparer.Ordinal).SequenceEqual(open.Order(StringComparer.Ordinal)))
            yield break;
        if (!names.SequenceEqual(open))
            yield return new("listeners", $"their order has changed; {Restart}");
        foreach (var (before, after) in current.Listeners.Zip(config.Listeners).Where(pair => pair.First.Name == pair.Second.Name))
        {
            if (before.Address != after.Address)
                yield return new(Place(after.Name), $"its address was '{before.Address}' and is '{after.Address}' now; {Restart}");
            if (!Connections(before).SequenceEqual(Connections(after)) || (before.DefaultFilterChain is null) != (after.DefaultFilterChain is null))
                yield return new(Place(after.Name), $"the number, the matches or the TLS contexts of its filter chains have changed; {Restart}");
        }
    }

    private static string Place(string listener) => $"listener '{listener}'";

    private static IEnumerable<(FilterChainMatchConfig Match, TlsConfig? Tls)> Connections(ListenerConfig listener) =>
        listener.AllFilterChains().Select(chain => (chain.Match, chain.Tls));
}
