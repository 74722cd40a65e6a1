using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Reads one early answer by the client library's own parser: a client of one connection, that of the host, on which what is written goes nowhere and what is read is
/// the answer from its start.
/// </summary>
internal static class EarlyAnswerClient
{
    /// <summary>Where its request is addressed; no name is looked up, and no byte of it is sent.</summary>
    public static readonly Uri Address = new("http://early-answer.invalid/");

    public static HttpMessageInvoker Create(IUpstreamConnection connection)
    {
        var handler = UpstreamClient.CreateHandler(TimeSpan.FromMinutes(1));
        handler.ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new AnswerStream(connection));
        return new HttpMessageInvoker(handler, disposeHandler: true);
    }

    private sealed class AnswerStream(IUpstreamConnection connection) : AsyncStream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            buffer.IsEmpty ? new ValueTask<int>(0) : connection.ReadAnswerAsync(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                connection.CloseDetached();
            base.Dispose(disposing);
        }
    }
}
