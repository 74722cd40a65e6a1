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

    /// <summary>Whether a <c>Connection</c> header names more than what every connection has.</summary>
    public static bool NamesOthers(StringValues connection) =>
        connection.Count > 1 || (connection.Count == 1 && !Equal(connection[0]!, "keep-alive") && !Equal(connection[0]!, "close"));

    /// <summary>Whether a <c>Connection</c> header has a token.</summary>
    public static bool HasToken(StringValues connection, string token)
    {
        foreach (var value in connection)
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
