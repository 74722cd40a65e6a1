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

    private sealed class AnswerStream(IUpstreamConnection connection) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            buffer.IsEmpty ? new ValueTask<int>(0) : connection.ReadAnswerAsync(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                connection.CloseDetached();
            base.Dispose(disposing);
        }
    }
}
