using System.Runtime.CompilerServices;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The request's body on its way upstream: counts what passes, says when it ends, which is when the route's timeout starts, and keeps it for another attempt where
/// the retry policy of the route may ask for one.
/// </summary>
/// <param name="inner">The client's body.</param>
/// <param name="request">The request.</param>
/// <param name="length">The length of the body; null where it is not known.</param>
/// <param name="replayLimit">
/// How many bytes are kept for a retry (Envoy's <c>per_connection_buffer_limit_bytes</c>); 0 for none. A longer body is sent once.
/// </param>
internal sealed class RequestBody(Stream inner, ProxiedRequest request, long? length, int replayLimit) : AsyncStream
{
    private const int FirstSize = 4096;
    private byte[]? _kept = replayLimit > 0 ? [] : null;
    private int _keptLength;
    private int _replayed = int.MaxValue;
    private bool _isTouched;
    private bool _isWhole;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    /// <summary>Copies of the request that get the body too; null for none.</summary>
    public RequestMirror? Mirror { get; set; }

    /// <summary>Whether it can be sent from its beginning: nothing was read, or all of it was and is kept (Envoy retries no request that is not whole).</summary>
    public bool CanBeSentAgain => !_isTouched || (_isWhole && _kept is not null);

    /// <summary>Starts again from the beginning for another attempt.</summary>
    public void Rewind() => _replayed = _isTouched ? 0 : int.MaxValue;

    /// <summary>There will be no other attempt.</summary>
    public void Release() => _kept = null;

    /// <exception cref="EarlyAnswerException">The host has answered already.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_replayed != int.MaxValue)
            return Replay(buffer.Span);
        _isTouched = true;
        var count = 0;
        try
        {
            if (!request.IsUploadCut)
                count = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (OperationCanceledException) when (request.IsUploadCut)
        {
            // Handled below.
        }
        catch (Exception) when (!request.IsUploadCut)
        {
            // The client broke off, or sent what is no body. The connection to the host is closed for it, and an answer that came before is no early one.
            if (!request.AbandonUpload())
                throw new EarlyAnswerException();
            throw;
        }

        if (request.IsUploadCut)
            throw new EarlyAnswerException();
        request.BytesReceived += count;
        if (count > 0)
            Mirror?.Append(buffer.Span[..count]);
        if (_kept is not null && count > 0)
            Keep(buffer.Span[..count]);
        // With the last byte of a known length the host may answer, before the end is read.
        if (!_isWhole && ((count == 0 && buffer.Length > 0) || request.BytesReceived == length))
        {
            _isWhole = true;
            Mirror?.Send();
            request.EndRequest();
            if (!request.EndUpload())
                throw new EarlyAnswerException();
        }

        return count;
    }

    private int Replay(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _keptLength - _replayed);
        _kept.AsSpan(_replayed, count).CopyTo(buffer);
        _replayed += count;
        if (_replayed == _keptLength && !request.EndUpload())
            throw new EarlyAnswerException();
        return count;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        // Another thread may release it meanwhile, when an answer comes before the body's end.
        if (_kept is not { } kept)
            return;
        if (_keptLength + bytes.Length > replayLimit)
        {
            _kept = null;
            request.AbandonRetry();
            return;
        }

        if (_keptLength + bytes.Length > kept.Length)
        {
            Array.Resize(ref kept, Math.Clamp(2 * kept.Length, Math.Max(FirstSize, _keptLength + bytes.Length), Math.Max(replayLimit, FirstSize)));
            _kept = kept;
        }

        bytes.CopyTo(kept.AsSpan(_keptLength));
        _keptLength += bytes.Length;
    }
}
