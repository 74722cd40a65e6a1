namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Reads the frame of a chunked response body where it stands (RFC 9112, 7.1). What passes is moved to the front of what came: the data alone, or the data in its
/// chunks. Extensions and trailers never pass in a frame, so that in a frame without them no byte moves.
/// <code>
/// size --CR LF--> data --all of it--> CR LF --> size ...
///   |                                             +--(size 0)--> trailer line* --empty line--> ended
///   +--(; or blank)--> extension --CR LF-->
/// </code>
/// </summary>
internal struct ResponseChunks
{
    /// <summary>The bytes that all chunk extensions of a response may have together, as in requests.</summary>
    public const int MaxExtensionBytes = 16 * 1024;

    // 60 bits: the sum of all sizes can be counted.
    private const int MaxSizeDigits = 15;
    private readonly bool _keepsFrame;
    private State _state;
    private long _size;
    private int _digits;
    private int _extensionBytes;
    private byte[]? _trailer;
    private int _trailerLength;
    private int _trailerBytes;
    private List<(string Name, string Value)>? _trailers;

    /// <summary>Begins a body.</summary>
    /// <param name="keepsFrame">The chunks pass as they are; otherwise the data alone does.</param>
    public ResponseChunks(bool keepsFrame) => _keepsFrame = keepsFrame;

    private enum State
    {
        Size,
        Padding,
        Extension,
        SizeEnd,
        Data,
        DataCr,
        DataLf,
        Trailer,
        End,
    }

    /// <summary>The body is whole.</summary>
    public readonly bool HasEnded => _state == State.End;

    /// <summary>The trailers; null without any.</summary>
    public readonly IReadOnlyList<(string Name, string Value)>? Trailers => _trailers;

    /// <summary>Takes what came.</summary>
    /// <param name="bytes">What came; its beginning is what passes afterwards.</param>
    /// <param name="consumed">How much of what came belongs to the body.</param>
    /// <param name="data">How many bytes of it are data.</param>
    /// <returns>How many bytes pass.</returns>
    /// <exception cref="HttpIOException">It is no chunked body. Nothing of what came may pass then.</exception>
    public int Take(Span<byte> bytes, out int consumed, out int data)
    {
        var (read, written) = (0, 0);
        data = 0;
        while (read < bytes.Length && _state != State.End)
        {
            if (_state == State.Data)
            {
                var count = (int)Math.Min(_size, bytes.Length - read);
                if (read != written)
                    bytes.Slice(read, count).CopyTo(bytes[written..]);
                read += count;
                written += count;
                data += count;
                _size -= count;
                if (_size == 0)
                    _state = State.DataCr;
                continue;
            }

            var letter = bytes[read++];
            if (Passes(letter) && _keepsFrame)
                bytes[written++] = letter;
        }

        consumed = read;
        return written;
    }

    /// <summary>Takes a byte of the frame.</summary>
    /// <returns>Whether a frame that passes keeps it.</returns>
    private bool Passes(byte letter)
    {
        switch (_state)
        {
            case State.Size when char.IsAsciiHexDigit((char)letter):
                if (++_digits > MaxSizeDigits)
                    throw ResponseHead.Invalid("A chunk is longer than can be counted.");
                _size = (_size << 4) | (uint)(letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10);
                return true;
            case State.Size or State.Padding when letter == '\r' && _digits > 0:
                _state = State.SizeEnd;
                return true;
            case State.Size or State.Padding when letter == ';' && _digits > 0:
                _state = State.Extension;
                return false;
            // Old servers fill the line up with blanks.
            case State.Size or State.Padding when letter is (byte)' ' or (byte)'\t' && _digits > 0 && ++_extensionBytes <= MaxExtensionBytes:
                _state = State.Padding;
                return false;
            case State.Extension when letter == '\r':
                _state = State.SizeEnd;
                return true;
            case State.Extension when letter is (byte)'\t' or (>= (byte)' ' and not 127) && ++_extensionBytes <= MaxExtensionBytes:
                return false;
            case State.SizeEnd when letter == '\n':
                _digits = 0;
                _state = _size > 0 ? State.Data : State.Trailer;
                return true;
            case State.DataCr when letter == '\r':
                _state = State.DataLf;
                return true;
            case State.DataLf when letter == '\n':
                _state = State.Size;
                return true;
            case State.Trailer:
                return TakeTrailer(letter);
            default:
                throw ResponseHead.Invalid("The frame of the chunked body is none.");
        }
    }

    /// <summary>Takes a byte of the trailers; those of the empty line behind them are a part of every frame.</summary>
    private bool TakeTrailer(byte letter)
    {
        if (++_trailerBytes > ResponseHead.MaxBytes)
            throw ResponseHead.Invalid("The trailers are too long.");
        _trailer ??= new byte[256];
        if (_trailerLength == _trailer.Length)
            Array.Resize(ref _trailer, 2 * _trailerLength);
        _trailer[_trailerLength++] = letter;
        if (letter != '\n')
            return _trailerLength == 1 && letter == '\r';
        if (_trailerLength < 2 || _trailer[_trailerLength - 2] != '\r')
            throw ResponseHead.Invalid("A line of the trailers ends with LF alone.");
        var line = _trailer.AsSpan(0, _trailerLength - 2);
        _trailerLength = 0;
        if (line.Length == 0)
        {
            _state = State.End;
            return true;
        }

        var field = ResponseHead.Split(line);
        (_trailers ??= []).Add((System.Text.Encoding.ASCII.GetString(field.Name(line)), System.Text.Encoding.Latin1.GetString(field.Value(line))));
        return false;
    }
}
