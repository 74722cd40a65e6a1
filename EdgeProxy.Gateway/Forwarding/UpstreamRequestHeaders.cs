using EdgeProxy.Gateway.Model;
using EdgeProxy.Gateway.Routing;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Writes the headers of the upstream request: the client's but for those of its connection, and Envoy's own.</summary>
internal static class UpstreamRequestHeaders
{
    private const string EnvoyPrefix = "x-envoy-";

    /// <param name="headers">The client's headers.</param>
    /// <param name="named">What its <c>Connection</c> header names; null for nothing.</param>
    /// <param name="upstream">The request that goes upstream.</param>
    public static void Copy(IHeaderDictionary headers, string? named, HttpRequestMessage upstream)
    {
        foreach (var (name, values) in headers)
        {
            if (IsOwn(name) || HopByHop.Is(name) || (named is not null && HopByHop.HasToken(named, name)))
                continue;
            Add(upstream, name, values);
        }

        if (headers.TE.Count > 0 && HopByHop.HasToken(headers.TE, "trailers"))
            upstream.Headers.TryAddWithoutValidation("TE", "trailers");
    }

    public static void Add(HttpRequestMessage upstream, string name, StringValues values)
    {
        if (values.Count == 1)
            AddOne(upstream, name, values[0]!);
        else
            AddMany(upstream, name, values);
    }

    public static void Apply(HeaderChanges changes, HttpContext context, HttpRequestMessage upstream, string upstreamHost)
    {
        foreach (var name in changes.Remove)
        {
            upstream.Headers.Remove(name);
            upstream.Content?.Headers.Remove(name);
        }

        foreach (var (name, format, action) in changes.Add)
        {
            var exists = upstream.Headers.NonValidated.Contains(name);
            if ((exists && action == HeaderAppendAction.AddIfAbsent) || (!exists && action == HeaderAppendAction.OverwriteIfExists))
                continue;
            if (exists && action is HeaderAppendAction.OverwriteIfExists or HeaderAppendAction.OverwriteIfExistsOrAdd)
                upstream.Headers.Remove(name);
            var value = format.Format(context, upstreamHost);
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
                upstream.Headers.Host = value;
            else
                AddOne(upstream, name, value);
        }
    }

    /// <summary>Headers that are written by other means, and control headers, which only Envoys among themselves may send.</summary>
    private static bool IsOwn(string name) => name.Length switch
    {
        4 => name.Equals("Host", StringComparison.OrdinalIgnoreCase),
        6 => name.Equals("Expect", StringComparison.OrdinalIgnoreCase),
        _ => name.StartsWith(EnvoyPrefix, StringComparison.OrdinalIgnoreCase),
    };

    private static void AddOne(HttpRequestMessage upstream, string name, string value)
    {
        if (!upstream.Headers.TryAddWithoutValidation(name, value))
            upstream.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private static void AddMany(HttpRequestMessage upstream, string name, StringValues values)
    {
        if (!upstream.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            upstream.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
    }
}
