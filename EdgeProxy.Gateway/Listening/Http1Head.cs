using System.Buffers;
using System.Buffers.Text;
using System.Text;
using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Reads the head of an HTTP/1 request for what Kestrel forgives, forgets or answers otherwise: framing that two servers may read
/// differently, Envoy's limits, the names in <c>Connection</c>, and what Kestrel would refuse without a log line.
/// </summary>
internal ref struct Http1Head
{
    private static readonly CodecRefusal BadRequest = new(StatusCodes.Status400BadRequest, "", ResponseFlags.DPE);
    private static readonly CodecRefusal UnknownCoding = new(StatusCodes.Status501NotImplemented, "", ResponseFlags.DPE);
    private static readonly CodecRefusal UpgradeRequired = new(StatusCodes.Status426UpgradeRequired, "", ResponseFlags.DPE);
    private static readonly CodecRefusal NoRoute = new(StatusCodes.Status404NotFound, "", ResponseFlags.NR);
    private static readonly CodecRefusal TooLarge = new(StatusCodes.Status431RequestHeaderFieldsTooLarge, "", ResponseFlags.DPE);

    // Kestrel's marks of a host (HttpUtilities); an IPv6 address in brackets and a port may be there too.
    private static readonly SearchValues<byte> HostName = SearchValues.Create("!$&'()-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"u8);
    private static readonly SearchValues<byte> Address = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    private int _headers;
    private bool _hasHost;
    private bool _hasLength;
    private bool _hasCoding;
    private bool _hasUnknownCoding;
    private bool _isBad;
    private bool _isHttp11;
    private bool _isPostOrPut;
    private bool _isStar;

    /// <summary>The length of the head with its last empty line; 0 while it is not whole.</summary>
    public int Length { get; private set; }

    /// <summary>The length of the body that follows; -1 for a chunked one.</summary>
    public long BodyLength { get; private set; }

    /// <summary>The request is HEAD, whose answer has no body.</summary>
    public bool IsHead { get; private set; }

    /// <summary>What <c>Connection</c> names; null where it says no more than <c>keep-alive</c> or <c>close</c>.</summary>
    public string? Connection { get; private set; }

    public CodecRefusal? Refusal { get; private set; }

    /// <summary>Reads what is there of a head.</summary>
    public static Http1Head Read(ReadOnlySpan<byte> bytes, int maxBytes, int maxHeaders)
    {
        var head = default(Http1Head);
        var position = 0;
        var isFirst = true;
        while (true)
        {
            var end = bytes[position..].IndexOf((byte)'\n');
            if (end < 0)
            {
                head.Refusal = bytes.Length > maxBytes ? TooLarge : null;
                return head;
            }

            var line = bytes.Slice(position, end);
            position += end + 1;
            if (line is [.., (byte)'\r'])
                line = line[..^1];
            if (isFirst)
            {
                head.TakeRequestLine(line);
                isFirst = line.Length == 0;
            }
            else if (line.Length == 0)
            {
                break;
            }
            else
            {
                head.TakeHeader(line);
            }
        }

        head.Length = position;
        head.Refusal = head.Refuse(maxBytes, maxHeaders);
        return head;
    }

    private readonly CodecRefusal? Refuse(int maxBytes, int maxHeaders)
    {
        if (Length > maxBytes || _headers > maxHeaders)
            return TooLarge;
        if (_isBad || (_hasLength && _hasCoding) || (_isHttp11 && !_hasHost))
            return BadRequest;
        // HTTP/1.0 is refused later, with its target in the log; but this one Kestrel would refuse by itself, with 400 and no line at all.
        if (!_isHttp11 && _isPostOrPut && !_hasLength && !_hasCoding)
            return UpgradeRequired;
        return _hasUnknownCoding ? UnknownCoding : _isStar ? NoRoute : null;
    }

    /// <summary>A version that is not HTTP/1, and a target that is neither a path nor absolute, are plain mistakes to Envoy.</summary>
    private void TakeRequestLine(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0)
            return;
        IsHead = line.StartsWith("HEAD "u8);
        _isPostOrPut = line.StartsWith("POST "u8) || line.StartsWith("PUT "u8);
        _isHttp11 = line.EndsWith(" HTTP/1.1"u8);
        _isBad = !_isHttp11 && !line.EndsWith(" HTTP/1.0"u8);
        var space = line.IndexOf((byte)' ');
        if (_isBad || space <= 0 || line[..space].IndexOfAnyExcept(FieldBytes.Token) >= 0)
        {
            _isBad = true;
            return;
        }

        var target = line[(space + 1)..^Math.Min(" HTTP/1.1".Length, line.Length - space - 1)];
        _isBad = target.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0 || !IsTarget(target, isConnect: line.StartsWith("CONNECT "u8));
        _isStar = target is [(byte)'*'] && !line.StartsWith("OPTIONS "u8);
    }

    private static bool IsTarget(ReadOnlySpan<byte> target, bool isConnect)
    {
        if (isConnect)
            return target.Length > 0 && IsHost(target);
        if (target is [(byte)'/', ..])
        {
            // Kestrel decodes the path, and takes no NUL in it.
            var query = target.IndexOf((byte)'?');
            return target[..(query < 0 ? target.Length : query)].IndexOf("%00"u8) < 0;
        }

        return target is [(byte)'*'] || IsAbsolute(target);
    }

    /// <summary>The absolute form, of the schemes and with the authorities that Kestrel takes: no user and no password (RFC 9110, 4.2.4).</summary>
    private static bool IsAbsolute(ReadOnlySpan<byte> target)
    {
        var scheme = target.IndexOf("://"u8);
        if (scheme < 0 || !(Is(target[..scheme], "http"u8) || Is(target[..scheme], "https"u8)))
            return false;
        var rest = target[(scheme + "://".Length)..];
        var end = rest.IndexOfAny("/?#"u8);
        var authority = end < 0 ? rest : rest[..end];
        return !authority.IsEmpty && IsHost(authority) && Uri.TryCreate(Encoding.Latin1.GetString(target), UriKind.Absolute, out _);
    }

    private void TakeHeader(ReadOnlySpan<byte> line)
    {
        _headers++;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].IndexOfAnyExcept(FieldBytes.Token) >= 0)
        {
            _isBad = true;
            return;
        }

        _isBad |= line[(colon + 1)..].ContainsAny(FieldBytes.Control);
        switch (colon)
        {
            case 4 when Is(line[..4], "host"u8):
                _isBad |= _hasHost || !IsHost(Trim(line[5..]));
                _hasHost = true;
                break;
            case 10 when Is(line[..10], "connection"u8):
                TakeConnection(Trim(line[11..]));
                break;
            case 14 when Is(line[..14], "content-length"u8):
                TakeLength(Trim(line[15..]));
                break;
            case 17 when Is(line[..17], "transfer-encoding"u8):
                TakeCoding(Trim(line[18..]));
                break;
        }
    }

    /// <summary>What Kestrel takes for a host and a port: nothing at all, a name or an address in brackets, and digits behind a colon.</summary>
    private static bool IsHost(ReadOnlySpan<byte> host)
    {
        var end = host is [(byte)'[', ..] ? host.IndexOf((byte)']') + 1 : host.IndexOfAnyExcept(HostName);
        if (end < 0 || host.IsEmpty)
            return true;
        if (end == 0 || (host[0] == '[' && (end < "[::1]".Length || host[1..(end - 1)].ContainsAnyExcept(Address))))
            return false;
        var port = host[end..];
        return port.IsEmpty || (port is [(byte)':', _, ..] && !port[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    private void TakeConnection(ReadOnlySpan<byte> value)
    {
        if (!Is(value, "keep-alive"u8) && !Is(value, "close"u8))
            Connection = Connection is null ? Encoding.Latin1.GetString(value) : $"{Connection}, {Encoding.Latin1.GetString(value)}";
    }

    private void TakeLength(ReadOnlySpan<byte> value)
    {
        // Digits alone (RFC 9110, 8.6): Kestrel takes a sign too.
        var isNumber = value.Length is > 0 and <= 18 && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        _isBad |= !isNumber || _hasLength;
        _hasLength = true;
        if (isNumber && Utf8Parser.TryParse(value, out long length, out _))
            BodyLength = length;
    }

    private void TakeCoding(ReadOnlySpan<byte> value)
    {
        _hasUnknownCoding |= _hasCoding || !Is(value, "chunked"u8);
        _hasCoding = true;
        BodyLength = -1;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t"u8);

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(text, name);
}
