using System.Buffers;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Follows a chunked body (RFC 9112, 7.1) to find where it ends. It checks nothing: Kestrel does.</summary>
internal struct ChunkedBody
{
    private State _state;
    private long _size;

    private enum State
    {
        Size,
        Extension,
        Data,
        DataEnd,
        TrailerStart,
        Trailer,
        End,
    }

    public readonly bool HasEnded => _state == State.End;

    public void Start()
    {
        _state = State.Size;
        _size = 0;
    }

    /// <summary>Takes bytes that were consumed.</summary>
    public void Advance(ReadOnlySequence<byte> bytes)
    {
        foreach (var memory in bytes)
        {
            var span = memory.Span;
            while (span.Length > 0 && _state != State.End)
                span = span[Step(span)..];
        }
    }

    private int Step(ReadOnlySpan<byte> span)
    {
        if (_state == State.Data)
        {
            var taken = (int)Math.Min(_size, span.Length);
            _size -= taken;
            if (_size == 0)
                _state = State.DataEnd;
            return taken;
        }

        Take(span[0]);
        return 1;
    }

    private void Take(byte letter)
    {
        switch (_state)
        {
            case State.Size when char.IsAsciiHexDigit((char)letter):
                _size = (_size * 16) + (letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10);
                break;
            case State.Size when letter == '\n':
            case State.Extension when letter == '\n':
                _state = _size == 0 ? State.TrailerStart : State.Data;
                break;
            case State.Size when letter != '\r':
                _state = State.Extension;
                break;
            case State.DataEnd when letter == '\n':
                Start();
                break;
            case State.TrailerStart when letter == '\n':
                _state = State.End;
                break;
            case State.TrailerStart when letter != '\r':
                _state = State.Trailer;
                break;
            case State.Trailer when letter == '\n':
                _state = State.TrailerStart;
                break;
        }
    }
}
