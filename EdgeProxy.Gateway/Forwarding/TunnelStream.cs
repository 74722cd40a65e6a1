using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The client's side of a tunnel: counts what passes, and passes the end of what the client sends on to the host.</summary>
internal sealed class TunnelStream(Stream inner, ProxiedRequest request) : AsyncStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        request.BytesReceived += count;
        if (count == 0 && buffer.Length > 0)
            request.FinishTunnel();
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        request.BytesSent += buffer.Length;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
