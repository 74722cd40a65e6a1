using EdgeProxy.Gateway.Primitives;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The upstream's body as it comes in. It counts what passes, and where the upstream pauses it sends to the client what has arrived: the headers,
/// which the forwarder sends only with the first bytes, and what <see cref="DownstreamBody"/> holds.
/// </summary>
internal sealed class ResponseStream : AsyncStream
{
    private readonly ProxiedRequest _request;
    private readonly RepeatedRead<int> _pending;
    private readonly DownstreamBody _client = new();
    private Stream _upstream = Null;

    public ResponseStream(ProxiedRequest request)
    {
        _request = request;
        _pending = new RepeatedRead<int>(Follow);
    }

    public override bool CanRead => true;

    public override bool CanWrite => _upstream.CanWrite;

    /// <summary>The answer waits for the client to read.</summary>
    public bool IsClientBlocking => _client.IsClientBlocking;

    /// <summary>Goes on with the body of the next response.</summary>
    public void Over(Stream upstream)
    {
        _upstream = upstream;
        _client.Over(_request.Context);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The forwarder asks whether there is something to read before it takes a buffer. Of a body whose length is known the rest is on its way: the
        // question would cost as much as the read.
        if (buffer.IsEmpty && _client.IsLengthKnown)
            return new ValueTask<int>(0);
        var read = StartRead(buffer, cancellationToken);
        if (read.IsCompleted)
            return Follow(read);
        var send = _client.SendAsync(cancellationToken);
        return send.IsCompletedSuccessfully ? _pending.WaitAsync(read) : SendAsync(send, read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _upstream.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => _upstream.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _upstream.Dispose();
        _upstream = Null;
        base.Dispose(disposing);
    }

    /// <summary>The client library throws on the spot where what it has already is wrong, a chunk size for one: that is a read that failed too.</summary>
    private ValueTask<int> StartRead(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return _upstream.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception failure)
        {
            return ValueTask.FromException<int>(failure);
        }
    }

    private async ValueTask<int> SendAsync(ValueTask send, ValueTask<int> read)
    {
        try
        {
            await send;
            var count = await read;
            _request.BytesSent += count;
            return count;
        }
        catch (Exception failure)
        {
            await BreakOffAsync(failure);
            throw;
        }
    }

    /// <summary>Takes a read that ended.</summary>
    private ValueTask<int> Follow(ValueTask<int> read)
    {
        if (!read.IsCompletedSuccessfully)
            return FailAsync(read);
        var count = read.Result;
        _request.BytesSent += count;
        return new ValueTask<int>(count);
    }

    private async ValueTask<int> FailAsync(ValueTask<int> read)
    {
        try
        {
            return await read;
        }
        catch (Exception failure)
        {
            await BreakOffAsync(failure);
            throw;
        }
    }

    /// <summary>
    /// The headers go out even though the body failed, as Envoy sends them. On HTTP/1 the forwarder would then abort the connection, and
    /// what was written but not sent yet with it; <see cref="BrokenResponse"/> lets it go out first.
    /// </summary>
    private async ValueTask BreakOffAsync(Exception failure)
    {
        _request.IsResponseIdle = failure is OperationCanceledException;
        var context = _request.Context;
        if (context.RequestAborted.IsCancellationRequested)
        {
            _request.IsClientGone = true;
            return;
        }

        await _client.SendAsync(CancellationToken.None);
        if (context.Features.Get<IHttpResetFeature>() is null)
            context.Features.Set<IHttpResetFeature>(new BrokenResponse());
    }
}
