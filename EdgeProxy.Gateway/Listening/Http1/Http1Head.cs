using System.Buffers;
using System.Buffers.Text;
using System.Text;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Reads the head of an HTTP/1 request for what Kestrel tolerates, does not keep or answers otherwise: framing that two servers may read
/// differently, Envoy's limits, the names in <c>Connection</c>, and what Kestrel would refuse without a log line. It is read as it comes in: each
/// look begins where the last one ended, and limits are applied while reading, so that the work grows with the bytes and not with the reads.
/// </summary>
internal struct Http1Head
{
    private static readonly CodecRefusal BadRequest = new(StatusCodes.Status400BadRequest, "", ResponseFlags.DPE);
    private static readonly CodecRefusal UnknownCoding = new(StatusCodes.Status501NotImplemented, "", ResponseFlags.DPE);
    private static readonly CodecRefusal UpgradeRequired = new(StatusCodes.Status426UpgradeRequired, "", ResponseFlags.DPE);
    private static readonly CodecRefusal NoRoute = new(StatusCodes.Status404NotFound, "", ResponseFlags.NR);
    private static readonly CodecRefusal TooLarge = new(StatusCodes.Status431RequestHeaderFieldsTooLarge, "", ResponseFlags.DPE);

    private readonly int _maxBytes;
    private readonly int _maxHeaders;
    private int _lineStart;
    private int _inspected;
    private bool _hasRequestLine;
    private int _headers;
    private int _connectionTokens;
    private ConnectionTokens? _connection;
    private bool _hasHost;
    private bool _hasLength;
    private bool _hasCoding;
    private bool _hasUnknownCoding;
    private bool _isBad;
    private bool _isHttp11;
    private bool _isPostOrPut;
    private bool _isStar;

    /// <summary>Begins a head.</summary>
    /// <param name="maxBytes">The bytes that request line and headers may have together.</param>
    /// <param name="maxHeaders">The number of headers.</param>
    public Http1Head(int maxBytes, int maxHeaders)
    {
        _maxBytes = maxBytes;
        _maxHeaders = maxHeaders;
    }

    /// <summary>The length of the head with its last empty line; 0 while it is not whole.</summary>
    public int Length { get; private set; }

    /// <summary>The length of the body that follows; -1 for a chunked one.</summary>
    public long BodyLength { get; private set; }

    /// <summary>The request is HEAD, whose answer has no body.</summary>
    public bool IsHead { get; private set; }

    /// <summary>What <c>Connection</c> names; null where it says no more than <c>keep-alive</c> or <c>close</c>.</summary>
    public readonly ConnectionTokens? Connection => _connection;

    /// <summary>
    /// The request's authority, where Kestrel would refuse it or write it in another way: that of the absolute form, or a Host that is valid and that Kestrel
    /// does not take. Null where the Host header is what Kestrel reads.
    /// </summary>
    public string? Authority { get; private set; }

    /// <summary>The bytes of a Host value that Kestrel must not see; empty for none.</summary>
    public Range HostToMask { get; private set; }

    /// <summary>The bytes of an authority in the request line that Kestrel must not see; empty for none.</summary>
    public Range AuthorityToMask { get; private set; }

    public CodecRefusal? Refusal { get; private set; }

    /// <summary>How many bytes were inspected in all, which is what reading costs.</summary>
    public long Work { get; private set; }

    /// <summary>Goes on reading.</summary>
    /// <param name="unconsumed">All that is there from the beginning of the head, of which some may have been read before.</param>
    public void Read(in ReadOnlySequence<byte> unconsumed)
    {
        if (unconsumed.IsSingleSegment)
            Read(unconsumed.FirstSpan);
        else
            ReadSegments(unconsumed);
        if (Length == 0 && Refusal is null && _inspected > _maxBytes)
            Refusal = TooLarge;
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        while (Length == 0 && Refusal is null)
        {
            var end = bytes[_inspected..].IndexOf((byte)'\n');
            if (end < 0)
            {
                Work += bytes.Length - _inspected;
                _inspected = bytes.Length;
                return;
            }

            var lineEnd = _inspected + end;
            TakeLine(bytes[_lineStart..lineEnd], lineEnd + 1);
        }
    }

    private void ReadSegments(in ReadOnlySequence<byte> bytes)
    {
        // What is beyond the limit is refused, whatever it is.
        var limited = bytes.Slice(0, Math.Min(bytes.Length, _maxBytes + 1L));
        while (Length == 0 && Refusal is null)
        {
            var rest = limited.Slice(_inspected);
            if (rest.PositionOf((byte)'\n') is not { } end)
            {
                Work += rest.Length;
                _inspected = (int)limited.Length;
                return;
            }

            var line = limited.Slice(_lineStart, end);
            var next = _lineStart + (int)line.Length + 1;
            if (line.IsSingleSegment)
            {
                TakeLine(line.FirstSpan, next);
                continue;
            }

            var copy = ArrayPool<byte>.Shared.Rent((int)line.Length);
            line.CopyTo(copy);
            TakeLine(copy.AsSpan(0, (int)line.Length), next);
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    /// <summary>Takes a line without its LF.</summary>
    /// <param name="line">The line.</param>
    /// <param name="next">Where the next one begins.</param>
    private void TakeLine(ReadOnlySpan<byte> line, int next)
    {
        Work += next - _inspected;
        var start = _lineStart;
        _lineStart = next;
        _inspected = next;
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (!_hasRequestLine)
        {
            TakeRequestLine(line, start);
            _hasRequestLine = line.Length > 0;
        }
        else if (line.Length > 0)
        {
            TakeHeader(line, start);
        }
        else
        {
            Length = next;
            Refusal ??= Refuse();
        }
    }

    private readonly CodecRefusal? Refuse()
    {
        if (Length > _maxBytes)
            return TooLarge;
        if (_isBad || (_hasLength && _hasCoding) || (_isHttp11 && !_hasHost))
            return BadRequest;
        // HTTP/1.0 is refused later, with its target in the log; but this one Kestrel would refuse by itself, with 400 and no line at all.
        if (!_isHttp11 && _isPostOrPut && !_hasLength && !_hasCoding)
            return UpgradeRequired;
        return _hasUnknownCoding ? UnknownCoding : _isStar ? NoRoute : null;
    }

    /// <summary>A version that is not HTTP/1, and a target that is neither a path nor absolute, are plain mistakes to Envoy.</summary>
    private void TakeRequestLine(ReadOnlySpan<byte> line, int start)
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
        _isBad = target.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0
            || !IsTarget(target, isConnect: line.StartsWith("CONNECT "u8), start + space + 1);
        _isStar = target is [(byte)'*'] && !line.StartsWith("OPTIONS "u8);
    }

    private bool IsTarget(ReadOnlySpan<byte> target, bool isConnect, int start)
    {
        if (isConnect)
            return target.Length > 0 && AuthoritySyntax.IsValid(target) && AuthoritySyntax.IsTakenByKestrel(target);
        if (target is [(byte)'/', ..])
        {
            // Kestrel decodes the path, and takes no NUL in it.
            var query = target.IndexOf((byte)'?');
            return target[..(query < 0 ? target.Length : query)].IndexOf("%00"u8) < 0;
        }

        return target is [(byte)'*'] || IsAbsolute(target, start);
    }

    /// <summary>
    /// The absolute form, of the schemes that Kestrel takes and with no user and no password (RFC 9110, 4.2.4). Kestrel reads it as a <see cref="Uri"/>, which
    /// normalizes the authority to lower case and without a default port: what the client sent is kept beside it.
    /// </summary>
    private bool IsAbsolute(ReadOnlySpan<byte> target, int start)
    {
        var scheme = target.IndexOf("://"u8);
        if (scheme < 0 || !(Is(target[..scheme], "http"u8) || Is(target[..scheme], "https"u8)))
            return false;
        var from = scheme + "://".Length;
        var length = target[from..].IndexOfAny("/?#"u8);
        var authority = length < 0 ? target[from..] : target.Slice(from, length);
        if (authority.IsEmpty || !AuthoritySyntax.IsValid(authority))
            return false;
        Authority = Encoding.Latin1.GetString(authority);
        if (AuthoritySyntax.IsTakenByKestrel(authority) && IsUri(target))
            return true;
        AuthorityToMask = (start + from)..(start + from + authority.Length);
        var masked = target.ToArray();
        Mask(masked.AsSpan(from, authority.Length));
        return IsUri(masked);
    }

    private static bool IsUri(ReadOnlySpan<byte> target) => Uri.TryCreate(Encoding.Latin1.GetString(target), UriKind.Absolute, out _);

    private void TakeHeader(ReadOnlySpan<byte> line, int start)
    {
        if (++_headers > _maxHeaders)
        {
            Refusal = TooLarge;
            return;
        }

        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].IndexOfAnyExcept(FieldBytes.Token) >= 0)
        {
            _isBad = true;
            return;
        }

        _isBad |= line[(colon + 1)..].ContainsAny(FieldBytes.Control);
        switch (colon)
        {
            case 2 when Is(line[..2], "te"u8):
                _isBad |= Trim(line[3..]).Length >= ConnectionTokens.TeRefusedFrom;
                break;
            case 4 when Is(line[..4], "host"u8):
                TakeHost(line, start);
                break;
            case 10 when Is(line[..10], "connection"u8):
                if (!ConnectionTokens.TryTake(ref _connection, line[11..], ref _connectionTokens))
                    Refusal = BadRequest;
                break;
            case 14 when Is(line[..14], "content-length"u8):
                TakeLength(Trim(line[15..]));
                break;
            case 17 when Is(line[..17], "transfer-encoding"u8):
                TakeCoding(Trim(line[18..]));
                break;
        }
    }

    private void TakeHost(ReadOnlySpan<byte> line, int start)
    {
        var host = Trim(line[5..]);
        _isBad |= _hasHost || !AuthoritySyntax.IsValid(host);
        _hasHost = true;
        if (_isBad || AuthoritySyntax.IsTakenByKestrel(host))
            return;
        var from = start + 5 + line[5..].IndexOf(host);
        HostToMask = from..(from + host.Length);
        // The absolute form decides (RFC 9112, 3.2.2).
        Authority ??= Encoding.Latin1.GetString(host);
    }

    /// <summary>Writes a name over bytes that Kestrel must not see; as many of them, and with labels that are not too long for a name.</summary>
    public static void Mask(Span<byte> bytes)
    {
        const int LabelLength = 32;
        for (var index = 0; index < bytes.Length; index++)
            bytes[index] = index % LabelLength == LabelLength - 1 && index < bytes.Length - 1 ? (byte)'.' : (byte)'x';
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
