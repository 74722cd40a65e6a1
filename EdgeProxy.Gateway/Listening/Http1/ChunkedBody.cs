using System.Buffers;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Reads the frame of a chunked body (RFC 9112, 7.1) before Kestrel does, strictly: every line of it ends with CR and LF, extensions have a limit, and
/// trailers are held to what holds for headers. Kestrel gets whole chunk heads and whole trailers, so that what is wrong with one never reached it.
/// </summary>
internal struct ChunkedBody
{
    /// <summary>
    /// The bytes that all chunk extensions of a request may have together: RFC 9112, 7.1.1 requires a limit, and no client is known to send more. 16 KiB are what
    /// Node.js allows too; Envoy has no limit. There is no setting, since an extension has no meaning here: it ends at this hop.
    /// </summary>
    public const int MaxExtensionBytes = 16 * 1024;

    // Kestrel takes no chunk beyond 2 GiB, and no zeros before it.
    private const int MaxSizeDigits = 8;

    private readonly int _maxTrailerBytes;
    private readonly int _maxTrailers;
    private State _state;
    private long _size;
    private long _seen;
    private int _digits;
    private int _extensionBytes;
    private int _trailerBytes;
    private int _trailers;

    /// <summary>Begins a body.</summary>
    /// <param name="maxTrailerBytes">The bytes that the trailers may have together.</param>
    /// <param name="maxTrailers">The number of trailers.</param>
    public ChunkedBody(int maxTrailerBytes, int maxTrailers)
    {
        _maxTrailerBytes = maxTrailerBytes;
        _maxTrailers = maxTrailers;
    }

    private enum State
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataCr,
        DataLf,
        Line,
        Name,
        Value,
        LineEnd,
        LastLf,
        End,
        Wrong,
    }

    /// <summary>How much of what is not consumed yet is whole: data, chunk heads that ended, and trailers when all of them are there.</summary>
    public long Whole { get; private set; }

    /// <summary>What comes behind the whole part is no chunked body, or more than may be.</summary>
    public readonly bool IsWrong => _state == State.Wrong;

    /// <summary>Everything was consumed.</summary>
    public readonly bool HasEnded => _state == State.End && Whole == 0;

    /// <summary>Inspects what is there, of which the beginning may have been inspected before.</summary>
    public void Inspect(in ReadOnlySequence<byte> unconsumed)
    {
        foreach (var memory in unconsumed.Slice(_seen))
        {
            var span = memory.Span;
            while (!span.IsEmpty && _state < State.End)
            {
                var taken = Step(span);
                _seen += taken;
                if (_state is State.Data or State.DataCr or State.End || (_state == State.Size && _digits == 0))
                    Whole = _seen;
                span = span[taken..];
            }
        }
    }

    /// <summary>Bytes of the whole part were consumed.</summary>
    public void Consume(long bytes)
    {
        _seen -= bytes;
        Whole -= bytes;
    }

    private int Step(ReadOnlySpan<byte> span)
    {
        if (_state != State.Data)
        {
            _state = Next(span[0]);
            return 1;
        }

        var taken = (int)Math.Min(_size, span.Length);
        _size -= taken;
        if (_size == 0)
            _state = State.DataCr;
        return taken;
    }

    private State Next(byte letter) => (_state, letter) switch
    {
        (State.Size, _) when char.IsAsciiHexDigit((char)letter) => TakeDigit(letter),
        (State.Size, (byte)';') when _digits > 0 => TakeExtension(letter),
        (State.Size, (byte)'\r') when _digits > 0 => State.SizeEnd,
        (State.Extension, (byte)'\r') => State.SizeEnd,
        (State.Extension, _) => TakeExtension(letter),
        (State.SizeEnd, (byte)'\n') => EndSize(),
        (State.DataCr, (byte)'\r') => State.DataLf,
        (State.DataLf, (byte)'\n') => State.Size,
        (State.Line, (byte)'\r') => State.LastLf,
        (State.Line, _) when FieldBytes.Token.Contains(letter) && ++_trailers <= _maxTrailers => TakeTrailer(State.Name),
        (State.Name, (byte)':') => TakeTrailer(State.Value),
        (State.Name, _) when FieldBytes.Token.Contains(letter) => TakeTrailer(State.Name),
        (State.Value, (byte)'\r') => State.LineEnd,
        (State.Value, _) when !FieldBytes.Control.Contains(letter) => TakeTrailer(State.Value),
        (State.LineEnd, (byte)'\n') => State.Line,
        (State.LastLf, (byte)'\n') => State.End,
        _ => State.Wrong,
    };

    private State TakeDigit(byte letter)
    {
        _size = (_size << 4) | (uint)(letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10);
        return ++_digits <= MaxSizeDigits && _size <= int.MaxValue ? State.Size : State.Wrong;
    }

    private State TakeExtension(byte letter) =>
        ++_extensionBytes <= MaxExtensionBytes && !FieldBytes.Control.Contains(letter) ? State.Extension : State.Wrong;

    private State EndSize()
    {
        _digits = 0;
        return _size > 0 ? State.Data : State.Line;
    }

    private State TakeTrailer(State next) => ++_trailerBytes <= _maxTrailerBytes ? next : State.Wrong;
}
