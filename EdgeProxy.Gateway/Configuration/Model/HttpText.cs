using System.Buffers;
using System.Globalization;
using System.Net;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What configured texts must look like to stand in an HTTP message.</summary>
internal static class HttpText
{
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> RegisteredName =
        SearchValues.Create("-._~%!$&'()*+,;=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>RFC 9110, 5.6.2: a method or the name of a header.</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    /// <summary>RFC 9110, 5.5: one line without control characters.</summary>
    public static bool IsHeaderValue(string text) => !text.AsSpan().ContainsAnyInRange('\0', '\b') && !text.AsSpan().ContainsAnyInRange('\n', '\x1f') && !text.Contains('\x7f', StringComparison.Ordinal);

    /// <summary>RFC 9110, 7.2, and RFC 3986, 3.2.2: a name or an address, and a port after a colon.</summary>
    public static bool IsHost(string text)
    {
        var name = text.AsSpan();
        var bracket = name.IndexOf(']');
        var colon = name.LastIndexOf(':');
        if (colon > bracket)
        {
            if (!ushort.TryParse(name[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
            name = name[..colon];
        }

        return name is ['[', .. var address, ']'] ? IPAddress.TryParse(address, out _) : !name.IsEmpty && !name.ContainsAnyExcept(RegisteredName);
    }

    /// <summary>The path of a request target: it starts with a slash and has neither blanks nor control characters nor a fragment.</summary>
    public static bool IsPath(string text) =>
        text is ['/', ..] && !text.AsSpan().ContainsAnyInRange('\0', ' ') && !text.AsSpan().ContainsAny('\x7f', '#');
}
