using System.Buffers;
using System.Text;

namespace EdgeProxy.Gateway.Primitives;

/// <summary>
/// The syntax of a <c>Host</c> field and of <c>:authority</c>: <c>uri-host [ ":" port ]</c> (RFC 9110, 7.2; RFC 3986, 3.2.2). A client that sends anything else
/// gets 400; what is valid reaches the upstream byte for byte.
/// </summary>
internal static class AuthoritySyntax
{
    private const int Ipv6Groups = 8;
    private const int StackLimit = 256;

    /// <summary><c>unreserved</c> and <c>sub-delims</c>: all of a <c>reg-name</c> but percent-encoded octets. Dotted decimal addresses consist of them too.</summary>
    private static readonly SearchValues<byte> RegName =
        SearchValues.Create("!$&'()*+,-.0123456789;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"u8);

    // Kestrel (HttpUtilities.IsHostHeaderValid) takes less: no percent sign, no '*', '+', ',', ';' and '=', and a port of at least one digit.
    private static readonly SearchValues<byte> KestrelName =
        SearchValues.Create("!$&'()-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"u8);

    private static readonly SearchValues<byte> KestrelAddress = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>
    /// Whether a value is valid. An empty one is (RFC 9112, 3.2: the target has no authority); a port without a host is not, since an http URI has a host
    /// (RFC 9110, 4.2.1).
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return true;
        int end;
        if (value[0] == '[')
        {
            end = value.IndexOf((byte)']') + 1;
            if (end == 0 || !IsIpLiteral(value[1..(end - 1)]))
                return false;
        }
        else
        {
            end = RegNameLength(value);
            if (end == 0)
                return false;
        }

        return IsPort(value[end..]);
    }

    /// <inheritdoc cref="IsValid(ReadOnlySpan{byte})"/>
    public static bool IsValid(string value)
    {
        if (!Ascii.IsValid(value))
            return false;
        if (value.Length > StackLimit)
            return IsValid(Encoding.ASCII.GetBytes(value));
        Span<byte> bytes = stackalloc byte[value.Length];
        Encoding.ASCII.GetBytes(value, bytes);
        return IsValid(bytes);
    }

    /// <summary>Whether Kestrel takes a value; one that it does not take it would refuse by itself, without a line in the access log.</summary>
    public static bool IsTakenByKestrel(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return true;
        var end = value[0] == '[' ? value.IndexOf((byte)']') + 1 : value.IndexOfAnyExcept(KestrelName);
        if (end < 0)
            return true;
        if (end == 0 || (value[0] == '[' && (end < "[::1]".Length || value[1..(end - 1)].ContainsAnyExcept(KestrelAddress))))
            return false;
        return value[end..] is [] or [(byte)':', _, ..] && IsPort(value[end..]);
    }

    /// <summary><c>*DIGIT</c> behind a colon, or nothing: RFC 3986 has no limit, and Envoy forwards any.</summary>
    private static bool IsPort(ReadOnlySpan<byte> port) =>
        port.IsEmpty || (port[0] == ':' && !port[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static int RegNameLength(ReadOnlySpan<byte> value)
    {
        var length = 0;
        while (true)
        {
            var next = value[length..].IndexOfAnyExcept(RegName);
            if (next < 0)
                return value.Length;
            length += next;
            if (value[length..] is not [(byte)'%', var high, var low, ..] || !IsHex(high) || !IsHex(low))
                return length;
            length += "%00".Length;
        }
    }

    private static bool IsIpLiteral(ReadOnlySpan<byte> literal) =>
        literal is [(byte)'v' or (byte)'V', ..] ? IsIpFuture(literal[1..]) : IsIpv6(literal);

    /// <summary><c>"v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )</c></summary>
    private static bool IsIpFuture(ReadOnlySpan<byte> version)
    {
        var dot = version.IndexOf((byte)'.');
        if (dot <= 0 || dot == version.Length - 1)
            return false;
        foreach (var letter in version[..dot])
        {
            if (!IsHex(letter))
                return false;
        }

        foreach (var letter in version[(dot + 1)..])
        {
            if (letter != ':' && !RegName.Contains(letter))
                return false;
        }

        return true;
    }

    /// <summary>Eight groups of up to four digits, the last two of which may be a dotted address, and of which "::" stands for one or more.</summary>
    private static bool IsIpv6(ReadOnlySpan<byte> address)
    {
        var (groups, index, isShortened) = (0, 0, false);
        if (address.StartsWith("::"u8))
        {
            if (address.Length == 2)
                return true;
            (index, isShortened) = (2, true);
        }

        while (true)
        {
            var end = index;
            while (end < address.Length && IsHex(address[end]))
                end++;
            if (end < address.Length && address[end] == '.')
            {
                groups += 2;
                if (!IsIpv4(address[index..]))
                    return false;
                break;
            }

            if (end == index || end - index > 4)
                return false;
            groups++;
            index = end;
            if (index == address.Length)
                break;
            if (address[index++] != ':' || index == address.Length)
                return false;
            if (address[index] != ':')
                continue;
            if (isShortened)
                return false;
            isShortened = true;
            if (++index == address.Length)
                break;
        }

        return isShortened ? groups < Ipv6Groups : groups == Ipv6Groups;
    }

    private static bool IsIpv4(ReadOnlySpan<byte> address)
    {
        var octets = 0;
        foreach (var range in address.Split((byte)'.'))
        {
            var octet = address[range];
            if (octet.Length is 0 or > 3 || octet.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (octet[0] == '0' && octet.Length > 1))
                return false;
            var number = 0;
            foreach (var digit in octet)
                number = (number * 10) + digit - '0';
            if (number > byte.MaxValue)
                return false;
            octets++;
        }

        return octets == 4;
    }

    private static bool IsHex(byte letter) => char.IsAsciiHexDigit((char)letter);
}
