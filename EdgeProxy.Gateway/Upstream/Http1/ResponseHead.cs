using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Reads the head of an HTTP/1 response where it stands, as it comes in (RFC 9112, 2 to 6). It is strict: two readers of a head that it accepts agree where the
/// response ends. Each look goes on where the last one ended. One object serves all responses of a connection.
/// </summary>
internal sealed class ResponseHead
{
    /// <summary>The longest head, and the longest trailers, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    // The fields are given as 31-bit offsets; a longer length could not be counted anyway.
    private const int MaxLengthDigits = 18;
    private static readonly byte[] Prefix = "HTTP/1."u8.ToArray();

    private Field[] _fields = new Field[16];
    private int _lineStart;
    private int _inspected;
    private int _reasonStart;
    private int _reasonLength;

    /// <summary>The length of the head with its last empty line; 0 while it is not whole.</summary>
    public int Length { get; private set; }

    public int Status { get; private set; }

    public bool IsHttp11 { get; private set; }

    /// <summary>The number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>The value of <c>Content-Length</c>; -1 without one.</summary>
    public long ContentLength { get; private set; } = -1;

    /// <summary>The body is chunked.</summary>
    public bool IsChunked { get; private set; }

    /// <summary><c>Connection</c> names fields of the response, which end here.</summary>
    public bool HasNominations { get; private set; }

    /// <summary>The connection ends with this response.</summary>
    public bool Closes { get; private set; }

    /// <summary>An answer before the final one (RFC 9110, 15.2). 101 is final: the bytes behind it are no HTTP.</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    // RFC 9110, 15.3.6: 205 has none either; a client could not detect one.
    private bool IsWithoutContent => Status is (>= 100 and < 200) or StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent;

    /// <summary>Begins with the next response.</summary>
    public void Reset()
    {
        _lineStart = 0;
        _inspected = 0;
        _reasonLength = 0;
        Length = 0;
        Status = 0;
        Count = 0;
        ContentLength = -1;
        IsChunked = false;
        HasNominations = false;
        Closes = false;
    }

    /// <summary>Goes on reading.</summary>
    /// <param name="bytes">All that came from the beginning of the head.</param>
    /// <returns>Whether the head is whole.</returns>
    /// <exception cref="HttpIOException">It is no head, or longer than <see cref="MaxBytes"/>.</exception>
    public bool Read(ReadOnlySpan<byte> bytes)
    {
        if (_lineStart == 0 && !bytes.StartsWith(Prefix.AsSpan(0, Math.Min(bytes.Length, Prefix.Length))))
            throw Invalid("The response does not begin with 'HTTP/1.'.");
        while (Length == 0)
        {
            var end = bytes[_inspected..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _inspected = bytes.Length;
                return _inspected > MaxBytes ? throw TooLong() : false;
            }

            end += _inspected;
            if (end >= MaxBytes)
                throw TooLong();
            if (end == 0 || bytes[end - 1] != '\r')
                throw Invalid("A line of the head ends with LF alone.");
            TakeLine(bytes[_lineStart..(end - 1)]);
            _lineStart = end + 1;
            _inspected = _lineStart;
        }

        return true;
    }

    /// <summary>A field, as offsets from the beginning of the head.</summary>
    public ref readonly Field this[int index] => ref _fields[index];

    /// <summary>The reason phrase of the head.</summary>
    public ReadOnlySpan<byte> Reason(ReadOnlySpan<byte> head) => head.Slice(_reasonStart, _reasonLength);

    /// <summary>Whether a response with this head has no body, whatever its fields say (RFC 9112, 6.3).</summary>
    public bool HasNoBody(bool isToHead) => isToHead || IsWithoutContent || Status == StatusCodes.Status304NotModified;

    /// <summary>Splits a field line.</summary>
    /// <exception cref="HttpIOException">It is none.</exception>
    public static Field Split(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        // A line that begins with a blank continues the one before (obs-fold), which RFC 9112, 5.2 lets refuse.
        if (colon <= 0 || line[..colon].IndexOfAnyExcept(FieldBytes.Token) >= 0)
            throw Invalid("A line of the head has no valid field name.");
        var start = colon + 1;
        var end = line.Length;
        while (start < end && line[start] is (byte)' ' or (byte)'\t')
            start++;
        while (end > start && line[end - 1] is (byte)' ' or (byte)'\t')
            end--;
        if (line[start..end].IndexOfAny(FieldBytes.Control) >= 0)
            throw Invalid("A field value has a control character.");
        return new Field(0, colon, start, end - start, FieldKind.EndToEnd);
    }

    internal static HttpIOException Invalid(string message) => new(HttpRequestError.InvalidResponse, message);

    private static HttpIOException TooLong() => new(HttpRequestError.ConfigurationLimitExceeded, $"The head of the response is longer than {MaxBytes} bytes.");

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (_lineStart == 0)
            TakeStatusLine(line);
        else if (line.Length > 0)
            TakeField(line);
        else
            End();
    }

    private void TakeStatusLine(ReadOnlySpan<byte> line)
    {
        // HTTP/1.1 200 OK; the reason may be missing, and then the blank before it often is.
        const int StatusStart = 9;
        const int StatusEnd = StatusStart + 3;
        if (line.Length < StatusEnd || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' '
            || line[StatusStart..StatusEnd].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || (line.Length > StatusEnd && line[StatusEnd] != ' ')
            || line[StatusEnd..].IndexOfAny(FieldBytes.Control) >= 0)
            throw Invalid("The status line is none.");
        IsHttp11 = line[7] == '1';
        Status = ((line[StatusStart] - '0') * 100) + ((line[StatusStart + 1] - '0') * 10) + line[StatusStart + 2] - '0';
        if (Status < 100)
            throw Invalid("The status is less than 100.");
        Closes = !IsHttp11;
        _reasonStart = Math.Min(StatusEnd + 1, line.Length);
        _reasonLength = line.Length - _reasonStart;
    }

    private void TakeField(ReadOnlySpan<byte> line)
    {
        var field = Split(line);
        var value = line.Slice(field.ValueStart, field.ValueLength);
        var kind = Kind(line[..field.NameLength]);
        switch (kind)
        {
            case FieldKind.ContentLength:
                TakeLength(value);
                break;
            case FieldKind.TransferEncoding:
                // RFC 9112, 6.1: what is not chunked alone has no length here, or a coding that would be lost.
                if (IsChunked || !Is(value, "chunked"u8))
                    throw Invalid("The transfer coding is not 'chunked'.");
                IsChunked = true;
                break;
            case FieldKind.Connection:
                TakeConnection(value);
                break;
        }

        if (Count == _fields.Length)
            Array.Resize(ref _fields, 2 * Count);
        _fields[Count++] = new Field(_lineStart, field.NameLength, _lineStart + field.ValueStart, field.ValueLength, kind);
    }

    private void TakeLength(ReadOnlySpan<byte> value)
    {
        if (ContentLength >= 0)
            throw Invalid("The response has two lengths.");
        if (value.Length is 0 or > MaxLengthDigits || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            throw Invalid("The length of the response is no number.");
        ContentLength = 0;
        foreach (var digit in value)
            ContentLength = (ContentLength * 10) + digit - '0';
    }

    private void TakeConnection(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var token = value[range].Trim(" \t"u8);
            if (Is(token, "close"u8))
                Closes = true;
            else if (token.Length > 0 && !Is(token, "keep-alive"u8))
                HasNominations = true;
        }
    }

    private void End()
    {
        if (IsChunked && ContentLength >= 0)
            throw Invalid("The response has a length and is chunked.");
        // Of a host that promises content where there is none, nobody knows where the next response begins.
        if (IsWithoutContent)
            Closes |= IsChunked || ContentLength > 0;
        Length = _lineStart + 2;
    }

    private static FieldKind Kind(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when Is(name, "te"u8) => FieldKind.HopByHop,
        7 when Is(name, "upgrade"u8) => FieldKind.HopByHop,
        10 when Is(name, "connection"u8) => FieldKind.Connection,
        10 when Is(name, "keep-alive"u8) => FieldKind.HopByHop,
        14 when Is(name, "content-length"u8) => FieldKind.ContentLength,
        16 when Is(name, "proxy-connection"u8) => FieldKind.HopByHop,
        17 when Is(name, "transfer-encoding"u8) => FieldKind.TransferEncoding,
        _ => FieldKind.EndToEnd,
    };

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other) => System.Text.Ascii.EqualsIgnoreCase(text, other);

    /// <summary>A field of a head.</summary>
    /// <param name="NameStart">Where its name begins.</param>
    /// <param name="NameLength">How long its name is.</param>
    /// <param name="ValueStart">Where its value begins.</param>
    /// <param name="ValueLength">How long its value is.</param>
    /// <param name="Kind">What it says about the message.</param>
    public readonly record struct Field(int NameStart, int NameLength, int ValueStart, int ValueLength, FieldKind Kind)
    {
        public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> head) => head.Slice(NameStart, NameLength);

        public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head) => head.Slice(ValueStart, ValueLength);
    }

    /// <summary>What a field says about the message.</summary>
    public enum FieldKind
    {
        /// <summary>Nothing: it passes.</summary>
        EndToEnd,

        /// <summary>It belongs to the connection (RFC 9110, 7.6.1).</summary>
        HopByHop,

        /// <summary>What else belongs to the connection, and whether it stays open.</summary>
        Connection,

        /// <summary>How long the body is.</summary>
        ContentLength,

        /// <summary>How the body is framed.</summary>
        TransferEncoding,
    }
}
