namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Reads a request as far as a request may be long, and refuses it where there is more or where it cannot be unpacked.</summary>
/// <param name="inner">What is read; disposed with this.</param>
/// <param name="admission">Knows the limit.</param>
/// <param name="translate">Makes the protocol's own exception of a refusal.</param>
internal sealed class LimitedReadStream(Stream inner, OtlpAdmission admission, Func<OtlpRefusedException, Exception> translate) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(inner.Read(buffer));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await inner.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _read += read;
        return _read <= admission.MaxRequestBytes ? read : throw translate(admission.TooLarge());
    }

    private Exception Damaged(InvalidDataException e) =>
        translate(new OtlpRefusedException(OtlpRefusal.BadData, $"The body is not gzip, as its content encoding says: {e.Message}", e));
}
