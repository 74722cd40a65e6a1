using System.IO.Pipelines;
using EdgeProxy.Gateway.Primitives;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The body of the answer on its way to the client. What the forwarder writes is held while more of it is available, and goes out when it is much, when the
/// upstream lets wait for the rest (<see cref="ResponseStream"/> sees that), or at the end of the answer: a send costs more than anything else that a
/// part of a body needs. Kestrel's own stream sends each part by itself, and the end of a chunked body once more.
/// </summary>
internal sealed class DownstreamBody : AsyncStream, IHttpResponseBodyFeature
{
    /// <summary>As much as Kestrel keeps for a client before it lets wait (<c>MaxResponseBufferSize</c>).</summary>
    private const int MostHeld = 64 * 1024;

    private IHttpResponseBodyFeature _inner = null!;
    private PipeWriter _writer = null!;
    private HttpResponse _response = null!;
    private int _held;
    private long _left;

    public override bool CanRead => false;

    public override bool CanWrite => true;

    /// <summary>A send waits for the client, or did until it was aborted.</summary>
    public bool IsClientBlocking { get; private set; }

    /// <summary>The answer says how long it is.</summary>
    public bool IsLengthKnown { get; private set; }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer;

    /// <summary>Replaces the body of the response; every request starts with a body of its own again.</summary>
    public void Over(HttpContext context)
    {
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _response = context.Response;
        _writer = _inner.Writer;
        _held = 0;
        IsClientBlocking = false;
        // Kestrel sends the end of a chunked body by itself, with what was not sent of it. Of a body of known length it leaves that to the writer.
        IsLengthKnown = context.Response.ContentLength is not null;
        _left = context.Response.ContentLength ?? long.MaxValue;
        context.Features.Set<IHttpResponseBodyFeature>(this);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_response.HasStarted)
        {
            var start = _inner.StartAsync(cancellationToken);
            if (!start.IsCompletedSuccessfully)
                return WriteAsync(start, buffer, cancellationToken);
        }

        buffer.Span.CopyTo(_writer.GetSpan(buffer.Length));
        _writer.Advance(buffer.Length);
        _held += buffer.Length;
        _left -= buffer.Length;
        return _held < MostHeld && _left > 0 ? ValueTask.CompletedTask : SendAsync(cancellationToken);
    }

    /// <summary>Sends what is held, and the head where it was not sent yet.</summary>
    public ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_held == 0 && _response.HasStarted)
            return ValueTask.CompletedTask;
        _held = 0;
        var flush = _writer.FlushAsync(cancellationToken);
        if (!flush.IsCompletedSuccessfully)
            return AwaitAsync(flush);
        flush.GetAwaiter().GetResult();
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => SendAsync(cancellationToken).AsTask();

    public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => _inner.CompleteAsync();

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        _inner.SendFileAsync(path, offset, count, cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    private async ValueTask AwaitAsync(ValueTask<FlushResult> flush)
    {
        IsClientBlocking = true;
        await flush;
        IsClientBlocking = false;
    }

    private async ValueTask WriteAsync(Task start, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await start;
        await WriteAsync(buffer, cancellationToken);
    }
}
