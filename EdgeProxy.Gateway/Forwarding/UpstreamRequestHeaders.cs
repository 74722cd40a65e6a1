using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Collects the headers of an upstream request: the client's but for those of its connection, Envoy's own, and the configured changes.</summary>
internal static class UpstreamRequestHeaders
{
    private const string EnvoyPrefix = "x-envoy-";
    private const string HostName = "Host";

    /// <summary>Copies the client's headers.</summary>
    public static void Copy(this IUpstreamHeaders upstream, IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
        {
            if (IsOwn(name) || HopByHop.Is(name))
                continue;
            upstream.Add(name, values);
        }

        if (headers.TE.Count > 0 && HopByHop.HasToken(headers.TE, "trailers"))
            upstream.Add("TE", "trailers");
    }

    /// <summary>Copies a header that the gateway has set itself.</summary>
    public static void CopyOne(this IUpstreamHeaders upstream, IHeaderDictionary headers, string name)
    {
        if (headers.TryGetValue(name, out var values))
            upstream.Add(name, values);
    }

    /// <summary>Sets a header that a filter made, or the trace's.</summary>
    public static void Set(this IUpstreamHeaders upstream, string name, string value)
    {
        upstream.Remove(name);
        upstream.Add(name, value);
    }

    /// <summary>Makes configured changes.</summary>
    public static void Apply(this IUpstreamHeaders upstream, HeaderChanges changes, in RequestInfo info)
    {
        foreach (var name in changes.Remove)
            upstream.Remove(name);
        foreach (var (name, format, action) in changes.Add)
        {
            var exists = upstream.Contains(name);
            if ((exists && action == HeaderAppendAction.AddIfAbsent) || (!exists && action == HeaderAppendAction.OverwriteIfExists))
                continue;
            var value = format.Format(info);
            // Envoy (HeaderParser::evaluateHeaders): an empty value adds nothing.
            if (value.Length == 0)
                continue;
            if (name.Equals(HostName, StringComparison.OrdinalIgnoreCase))
            {
                upstream.SetHost(value);
                continue;
            }

            if (exists && action is HeaderAppendAction.OverwriteIfExists or HeaderAppendAction.OverwriteIfExistsOrAdd)
                upstream.Remove(name);
            upstream.Add(name, value);
        }
    }

    /// <summary>Headers that are written by other means, and control headers, which only Envoys among themselves may send.</summary>
    private static bool IsOwn(string name) => name.Length switch
    {
        4 => name.Equals(HostName, StringComparison.OrdinalIgnoreCase),
        6 => name.Equals("Expect", StringComparison.OrdinalIgnoreCase),
        _ => name.StartsWith(EnvoyPrefix, StringComparison.OrdinalIgnoreCase),
    };
}
