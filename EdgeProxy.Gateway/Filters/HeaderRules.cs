using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Which headers a service may set on a message, and what of them can be written: what it answers is not trusted.</summary>
internal static class HeaderRules
{
    /// <summary>Whether a header may be set: it frames no message, belongs to no connection, and its value fits on a line.</summary>
    public static bool MaySet(string name, string value) => MayRemove(name) && HttpText.IsToken(name) && HttpText.IsHeaderValue(value) && !value.AsSpan().ContainsAnyExceptInRange('\t', '\u00FF');

    /// <summary>Whether a header may be removed: neither the Host nor what frames the message.</summary>
    public static bool MayRemove(string name) => name.ToLowerInvariant() is not ("" or "host" or "content-length" or "transfer-encoding" or "connection" or "keep-alive" or "te" or "trailer"
        or "upgrade" or "proxy-connection") && name[0] != ':';

    /// <summary>Whether one of the matchers takes a name, in lower case.</summary>
    public static bool Matches(ValueMatcher[] matchers, string name)
    {
        foreach (var matcher in matchers)
        {
            if (matcher.Matches(name))
                return true;
        }

        return false;
    }

    public static ValueMatcher[] Matchers(IReadOnlyList<ValueMatchConfig> configs) => [.. configs.Select(config => new ValueMatcher(config))];
}
