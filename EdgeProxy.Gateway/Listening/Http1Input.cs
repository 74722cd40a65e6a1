using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Stands before Kestrel's HTTP/1 parser and hands it whole heads, each looked at by <see cref="Http1Head"/>. A head that is refused is
/// replaced with a harmless one that says <c>close</c>, and the refusal is left at the connection: the request then takes the usual way,
/// through access log and counters, and gets the answer that Envoy would give.
/// </summary>
internal sealed class Http1Input(PipeReader inner, DownstreamConnection connection, Http1InputLimits limits) : PipeReader
{
    private static readonly ReadOnlySequence<byte> Harmless = new("GET / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n"u8.ToArray());
    private static readonly ReadOnlySequence<byte> HarmlessHead = new("HEAD / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n"u8.ToArray());
    private static readonly CodecRefusal SlowHead = new(StatusCodes.Status408RequestTimeout, "request timeout", ResponseFlags.DPE);
    private static readonly CodecRefusal HeadTimeout = new(StatusCodes.Status408RequestTimeout, "stream timeout", ResponseFlags.SI);
    private ReadOnlySequence<byte> _buffer;
    private ChunkedBody _chunks;
    private long _headLeft;
    private long _bodyLeft;
    private bool _isChunked;
    private bool _isHead;

    private bool IsAtHead => _headLeft == 0 && _bodyLeft == 0 && !_isChunked && !connection.IsUpgraded;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (connection.Refusal is not null)
            return new ValueTask<ReadResult>(Refused());
        var read = inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
            return AwaitAsync(read, cancellationToken);
        return TryPass(read.Result, out var passed) ? new ValueTask<ReadResult>(passed) : AwaitRestAsync(cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (connection.Refusal is not null)
        {
            result = Refused();
            return true;
        }

        return inner.TryRead(out result) && TryPass(result, out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (connection.Refusal is not null)
        {
            return;
        }

        Follow(consumed);
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private ReadResult Refused() => new(_isHead ? HarmlessHead : Harmless, isCanceled: false, isCompleted: false);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> read, CancellationToken cancellationToken)
    {
        return TryPass(await read, out var passed) ? passed : await AwaitRestAsync(cancellationToken);
    }

    /// <summary>Waits for the rest of a head, which may not pause for long, nor take longer than a whole request may.</summary>
    private async ValueTask<ReadResult> AwaitRestAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var whole = new CancellationTokenSource();
        await using var registration = whole.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        if (limits.RequestTimeout > TimeSpan.Zero)
            whole.CancelAfter(limits.RequestTimeout);
        while (true)
        {
            if (limits.HeadTimeout > TimeSpan.Zero)
                limit.CancelAfter(limits.HeadTimeout);
            try
            {
                if (TryPass(await inner.ReadAsync(limit.Token), out var passed))
                    return passed;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                connection.Refusal = whole.IsCancellationRequested ? SlowHead : HeadTimeout;
                return Refused();
            }
        }
    }

    /// <summary>Decides what Kestrel sees of a read; false keeps a part of a head back and waits for the rest.</summary>
    private bool TryPass(ReadResult result, out ReadResult passed)
    {
        passed = result;
        _buffer = result.Buffer;
        if (!IsAtHead || result.IsCanceled || result.Buffer.IsEmpty)
            return true;
        var head = Read(result.Buffer);
        if (head.Refusal is not null)
        {
            inner.AdvanceTo(result.Buffer.End);
            connection.Refusal = head.Refusal;
            _isHead = head.IsHead;
            passed = Refused();
            return true;
        }

        if (head.Length == 0 && !result.IsCompleted)
        {
            inner.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            return false;
        }

        connection.PassHead();
        connection.Named = head.Connection;
        _headLeft = head.Length;
        _isChunked = head.BodyLength < 0;
        _bodyLeft = Math.Max(head.BodyLength, 0);
        if (_isChunked)
            _chunks.Start();
        return true;
    }

    private Http1Head Read(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment)
            return Http1Head.Read(buffer.FirstSpan, limits.MaxHeadBytes, limits.MaxHeaders);
        var length = (int)Math.Min(buffer.Length, limits.MaxHeadBytes + 1);
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffer.Slice(0, length).CopyTo(copy);
            return Http1Head.Read(copy.AsSpan(0, length), limits.MaxHeadBytes, limits.MaxHeaders);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
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
            _chunks.Advance(taken.Slice(ofHead));
            _isChunked = !_chunks.HasEnded;
        }
        else
        {
            _bodyLeft -= Math.Min(_bodyLeft, taken.Length - ofHead);
        }
    }
}
