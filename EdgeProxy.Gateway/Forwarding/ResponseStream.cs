using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The upstream's body on its way to the client. It counts what passes, and sends the headers at once when the first bytes let wait for
/// them: the forwarder sends them only with the first bytes.
/// </summary>
internal sealed class ResponseStream : Stream
{
    private readonly ActiveStream _stream;
    private readonly Task<Stream> _self;
    private Stream _upstream = Null;

    public ResponseStream(ActiveStream stream)
    {
        _stream = stream;
        _self = Task.FromResult<Stream>(this);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => _upstream.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Itself, over the body of the next response.</summary>
    public Task<Stream> Over(Stream upstream)
    {
        _upstream = upstream;
        return _self;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = _upstream.ReadAsync(buffer, cancellationToken);
            if (!read.IsCompleted && !_stream.Context.Response.HasStarted)
                await _stream.Context.Response.BodyWriter.FlushAsync(cancellationToken);
            var count = await read;
            _stream.BytesSent += count;
            return count;
        }
        catch (Exception failure)
        {
            _stream.IsResponseIdle = failure is OperationCanceledException;
            await BreakOffAsync();
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _upstream.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => _upstream.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _upstream.Dispose();
        _upstream = Null;
        base.Dispose(disposing);
    }

    /// <summary>
    /// The headers go out even though the body failed, as Envoy sends them. On HTTP/1 the forwarder would then abort the connection, and
    /// what was written but not sent yet with it; <see cref="BrokenResponse"/> lets it go out first.
    /// </summary>
    private async ValueTask BreakOffAsync()
    {
        var context = _stream.Context;
        if (context.RequestAborted.IsCancellationRequested)
        {
            _stream.IsClientGone = true;
            return;
        }

        if (!context.Response.HasStarted)
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        if (context.Features.Get<IHttpResetFeature>() is null)
            context.Features.Set<IHttpResetFeature>(new BrokenResponse());
    }
}
