using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Stands before Kestrel's HTTP/1 parser and passes it whole heads, each inspected by <see cref="Http1Head"/>. A head that is refused is
/// replaced with a harmless one that says <c>close</c>, and the refusal is left at the connection: the request then takes the usual way,
/// through access log and counters, and gets the answer that Envoy would give. An authority that is valid and that Kestrel does not take is written over,
/// and the request gets the real one from the connection. The frame of a chunked body is inspected by <see cref="ChunkedBody"/>;
/// what is wrong in it is replaced with what Kestrel refuses by itself.
/// </summary>
internal sealed class Http1Input : PipeReader
{
    private static readonly ReadOnlySequence<byte> Harmless = new("GET / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n"u8.ToArray());
    private static readonly ReadOnlySequence<byte> HarmlessHead = new("HEAD / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n"u8.ToArray());

    // Neither the beginning of a chunk, nor the end of one, nor a request line, should the answer have come before the body turned out to be none: whoever
    // reads it aborts. Empty lines would be skipped, again and again.
    private static readonly ReadOnlySequence<byte> NoChunk = new("\0\n\n"u8.ToArray());
    private static readonly CodecRefusal SlowHead = new(StatusCodes.Status408RequestTimeout, "request timeout", ResponseFlags.DPE);
    private static readonly CodecRefusal HeadTimeout = new(StatusCodes.Status408RequestTimeout, "stream timeout", ResponseFlags.SI);
    private readonly PipeReader _inner;
    private readonly DownstreamConnection _connection;
    private readonly Http1InputLimits _limits;
    private readonly RepeatedRead<ReadResult> _pending;
    private CancellationToken _cancellationToken;
    private ReadOnlySequence<byte> _buffer;
    private Http1Head _head;
    private ChunkedBody _chunks;
    private long _headLeft;
    private long _bodyLeft;
    private bool _isChunked;
    private bool _isBodyRefused;
    private bool _isHead;

    public Http1Input(PipeReader inner, DownstreamConnection connection, Http1InputLimits limits)
    {
        _inner = inner;
        _connection = connection;
        _limits = limits;
        _pending = new RepeatedRead<ReadResult>(Pass);
        BeginHead();
    }

    /// <summary>How many bytes of heads were inspected, which is what reading them costs.</summary>
    public long Work { get; private set; }

    private bool IsAtHead => _headLeft == 0 && _bodyLeft == 0 && !_isChunked && !_connection.IsUpgraded;

    private bool IsRefused => _isBodyRefused || _connection.Refusal is not null;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (IsRefused)
            return new ValueTask<ReadResult>(Refused());
        var read = _inner.ReadAsync(cancellationToken);
        _cancellationToken = cancellationToken;
        return read.IsCompleted ? Pass(read) : _pending.WaitAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (IsRefused)
        {
            result = Refused();
            return true;
        }

        return _inner.TryRead(out result) && TryPass(result, out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (IsRefused)
        {
            return;
        }

        Follow(consumed);
        _inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    private ReadResult Refused() => new(_isBodyRefused ? NoChunk : _isHead ? HarmlessHead : Harmless, isCanceled: false, isCompleted: false);

    /// <summary>Takes a read that ended.</summary>
    private ValueTask<ReadResult> Pass(ValueTask<ReadResult> read)
    {
        if (!read.IsCompletedSuccessfully)
            return read;
        if (TryPass(read.Result, out var passed))
            return new ValueTask<ReadResult>(passed);
        return _isChunked ? AwaitChunkAsync(_cancellationToken) : AwaitRestAsync(_cancellationToken);
    }

    /// <summary>Waits for the rest of a chunk's head or of the trailers. How long a body may pause is its stream's to say, which ends the read.</summary>
    private async ValueTask<ReadResult> AwaitChunkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryPass(await _inner.ReadAsync(cancellationToken), out var passed))
                return passed;
        }
    }

    /// <summary>Waits for the rest of a head, which may not pause for long, nor take longer than a whole request may.</summary>
    private async ValueTask<ReadResult> AwaitRestAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var whole = new CancellationTokenSource();
        await using var registration = whole.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        if (_limits.RequestTimeout > TimeSpan.Zero)
            whole.CancelAfter(_limits.RequestTimeout.ForTimer());
        while (true)
        {
            if (_limits.HeadTimeout > TimeSpan.Zero)
                limit.CancelAfter(_limits.HeadTimeout.ForTimer());
            try
            {
                if (TryPass(await _inner.ReadAsync(limit.Token), out var passed))
                    return passed;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                _connection.Refusal = whole.IsCancellationRequested ? SlowHead : HeadTimeout;
                return Refused();
            }
        }
    }

    /// <summary>Decides what Kestrel sees of a read; false keeps a part of a head back and waits for the rest.</summary>
    private bool TryPass(ReadResult result, out ReadResult passed)
    {
        passed = result;
        _buffer = result.Buffer;
        if (result.Buffer.IsEmpty)
            return true;
        if (!IsAtHead)
            return result.IsCanceled || !_isChunked || _headLeft > 0 || TryPassChunks(result, ref passed);
        if (result.IsCanceled)
        {
            // Kestrel parses what it gets with a cancelled read too.
            _buffer = result.Buffer.Slice(0, 0);
            passed = new ReadResult(_buffer, isCanceled: true, result.IsCompleted);
            return true;
        }

        var work = _head.Work;
        _head.Read(result.Buffer);
        Work += _head.Work - work;
        if (_head.Refusal is not null)
        {
            _inner.AdvanceTo(result.Buffer.End);
            _connection.Refusal = _head.Refusal;
            _isHead = _head.IsHead;
            passed = Refused();
            return true;
        }

        if (_head.Length == 0 && !result.IsCompleted)
        {
            _inner.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            return false;
        }

        if (_head.Length == 0)
        {
            // The client went in the middle of a head. It waits for no answer, and Kestrel would write one of its own.
            passed = new ReadResult(result.Buffer.Slice(result.Buffer.End), isCanceled: false, isCompleted: true);
            return true;
        }

        PassHead(result, ref passed);
        return true;
    }

    private void PassHead(ReadResult result, ref ReadResult passed)
    {
        _connection.PassHead(_head.Connection, _head.Authority);
        Mask(result.Buffer, _head.HostToMask);
        Mask(result.Buffer, _head.AuthorityToMask);
        _headLeft = _head.Length;
        _isChunked = _head.BodyLength < 0;
        _bodyLeft = Math.Max(_head.BodyLength, 0);
        if (_isChunked)
        {
            _chunks = new ChunkedBody(_limits.MaxHeadBytes, _limits.MaxHeaders);
            passed = Part(result, _head.Length);
        }

        BeginHead();
    }

    private void BeginHead() => _head = new Http1Head(_limits.MaxHeadBytes, _limits.MaxHeaders);

    /// <summary>Writes over what Kestrel must not see, in the pipe's own memory, which has no other reader.</summary>
    private static void Mask(in ReadOnlySequence<byte> buffer, Range range)
    {
        var (from, to) = (range.Start.Value, range.End.Value);
        if (from == to)
            return;
        var masked = new byte[to - from];
        Http1Head.Mask(masked);
        var rest = masked.AsMemory();
        foreach (var memory in buffer.Slice(from, to - from))
        {
            rest[..memory.Length].CopyTo(MemoryMarshal.AsMemory(memory));
            rest = rest[memory.Length..];
        }
    }

    /// <summary>Kestrel sees of a chunked body what is whole of it.</summary>
    private bool TryPassChunks(ReadResult result, ref ReadResult passed)
    {
        _chunks.Inspect(result.Buffer);
        if (_chunks.Whole > 0)
        {
            passed = Part(result, _chunks.Whole);
            return true;
        }

        _isBodyRefused = _chunks.IsWrong;
        if (_isBodyRefused)
        {
            _inner.AdvanceTo(result.Buffer.End);
            passed = Refused();
            return true;
        }

        if (!result.IsCompleted)
        {
            _inner.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            return false;
        }

        // The client went in the middle.
        passed = new ReadResult(result.Buffer.Slice(result.Buffer.End), isCanceled: false, isCompleted: true);
        return true;
    }

    /// <summary>The beginning of a read; the next one has the rest.</summary>
    private ReadResult Part(ReadResult result, long length)
    {
        if (length == result.Buffer.Length)
            return result;
        _buffer = result.Buffer.Slice(0, length);
        return new ReadResult(_buffer, isCanceled: false, isCompleted: false);
    }

    /// <summary>Counts what Kestrel consumed, to know where the next head begins.</summary>
    private void Follow(SequencePosition consumed)
    {
        if (_headLeft == 0 && _bodyLeft == 0 && !_isChunked)
            return;
        var taken = _buffer.Slice(_buffer.Start, consumed);
        var ofHead = Math.Min(_headLeft, taken.Length);
        _headLeft -= ofHead;
        if (_isChunked)
        {
            _chunks.Consume(taken.Length - ofHead);
            _isChunked = !_chunks.HasEnded;
        }
        else
        {
            _bodyLeft -= Math.Min(_bodyLeft, taken.Length - ofHead);
        }
    }
}
