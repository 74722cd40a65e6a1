using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Headers that belong to one connection (RFC 9110, 7.6.1) and never pass.</summary>
internal static class HopByHop
{
    /// <summary>Whether a header belongs to the connection by its own name.</summary>
    public static bool Is(string name) => name.Length switch
    {
        2 => Equal(name, "TE"),
        7 => Equal(name, "Upgrade"),
        10 => Equal(name, "Connection") || Equal(name, "Keep-Alive"),
        16 => Equal(name, "Proxy-Connection"),
        17 => Equal(name, "Transfer-Encoding"),
        _ => false,
    };

    /// <summary>What the <c>Connection</c> header of an answer names beyond what every connection has, split once; null for nothing.</summary>
    public static HashSet<string>? Nominated(StringValues connection)
    {
        if (connection.Count == 1 && (Equal(connection[0]!, "keep-alive") || Equal(connection[0]!, "close")))
            return null;
        var tokens = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in connection)
            tokens.UnionWith(value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return tokens;
    }

    /// <summary>Whether a list of tokens has one.</summary>
    public static bool HasToken(StringValues list, string token)
    {
        foreach (var value in list)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                if (value.AsSpan()[range].Trim(" \t").Equals(token, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }

    private static bool Equal(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
