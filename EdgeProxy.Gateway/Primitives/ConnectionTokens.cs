using System.Text;

namespace EdgeProxy.Gateway.Primitives;

/// <summary>
/// What the <c>Connection</c> lines of a request name beyond <c>keep-alive</c> and <c>close</c> (RFC 9110, 7.6.1), within the limits of Envoy's
/// <c>Utility::sanitizeConnectionHeader</c>. There are so few of them that looking for one is no work that grows with the request.
/// </summary>
internal sealed class ConnectionTokens
{
    /// <summary>As many tokens are refused with 400, as in Envoy.</summary>
    public const int RefusedFrom = 10;

    /// <summary>A <c>TE</c> of as many bytes is refused with 400, as in Envoy.</summary>
    public const int TeRefusedFrom = 256;

    private readonly List<string> _nominated = [];

    /// <summary>An upgrade is asked for.</summary>
    public bool HasUpgrade { get; private set; }

    /// <summary>The headers that are nominated, and so belong to the client's connection alone.</summary>
    public IReadOnlyList<string> Nominated => _nominated;

    /// <summary>Takes the nominated headers off a request. Of <c>TE</c>, <c>trailers</c> passes on by a rule of its own.</summary>
    public void RemoveNominated(IHeaderDictionary headers)
    {
        foreach (var name in _nominated)
        {
            if (!name.Equals("TE", StringComparison.OrdinalIgnoreCase))
                headers.Remove(name);
        }
    }

    /// <summary>Takes the value of one <c>Connection</c> line.</summary>
    /// <param name="tokens">The tokens of the lines before; null for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="count">The number of tokens of all lines.</param>
    /// <returns>False when the request must be refused: too many tokens, or one that a client may not take away.</returns>
    public static bool TryTake(ref ConnectionTokens? tokens, ReadOnlySpan<byte> value, ref int count)
    {
        foreach (var range in value.Split((byte)','))
        {
            var token = value[range].Trim(" \t"u8);
            if (token.IsEmpty)
                continue;
            if (++count >= RefusedFrom || IsForbidden(token))
                return false;
            if (Is(token, "keep-alive"u8) || Is(token, "close"u8) || Is(token, "connection"u8))
                continue;
            tokens ??= new ConnectionTokens();
            if (Is(token, "upgrade"u8))
                tokens.HasUpgrade = true;
            else
                tokens._nominated.Add(Encoding.Latin1.GetString(token));
        }

        return true;
    }

    /// <summary>
    /// Names that no client may nominate: what says who a request comes from and where it goes, which its removal would hide. Envoy refuses <c>x-forwarded-for</c>,
    /// <c>-host</c>, <c>-proto</c> and pseudo-headers.
    /// </summary>
    private static bool IsForbidden(ReadOnlySpan<byte> token) =>
        token[0] == ':' || Is(token, "host"u8) || Is(token, "x-request-id"u8) || Is(token, "forwarded"u8) || Is(token, "x-real-ip"u8)
        || StartsWith(token, "x-forwarded-"u8) || StartsWith(token, "x-envoy-"u8);

    private static bool StartsWith(ReadOnlySpan<byte> token, ReadOnlySpan<byte> prefix) =>
        token.Length >= prefix.Length && Is(token[..prefix.Length], prefix);

    private static bool Is(ReadOnlySpan<byte> token, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(token, name);
}
