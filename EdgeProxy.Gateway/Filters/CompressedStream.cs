using System.IO.Compression;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Filters;

/// <summary>A body compressed as it is read: what the service has sent so far goes out whole, so that a stream of events stays one.</summary>
internal sealed class CompressedStream : AsyncStream
{
    private const int PartSize = 16 * 1024;
    private readonly Stream _inner;
    private readonly MemoryStream _compressed = new();
    private readonly Stream _compressor;
    private readonly byte[] _part = new byte[PartSize];
    private int _taken;
    private bool _hasEnded;

    /// <param name="inner">The service's body.</param>
    /// <param name="encoding"><c>gzip</c> or <c>br</c>.</param>
    public CompressedStream(Stream inner, string encoding)
    {
        _inner = inner;
        _compressor = encoding == "br"
            ? new BrotliStream(_compressed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _compressed.Length)
        {
            if (_hasEnded)
                return 0;
            if (buffer.IsEmpty)
                return await _inner.ReadAsync(buffer, cancellationToken);
            _compressed.SetLength(0);
            _taken = 0;
            var count = await _inner.ReadAsync(_part, cancellationToken);
            _hasEnded = count == 0;
            // In memory: nothing waits.
            if (_hasEnded)
            {
                await _compressor.DisposeAsync();
            }
            else
            {
                await _compressor.WriteAsync(_part.AsMemory(0, count), cancellationToken);
                await _compressor.FlushAsync(cancellationToken);
            }
        }

        var taken = Math.Min(buffer.Length, (int)_compressed.Length - _taken);
        _compressed.GetBuffer().AsSpan(_taken, taken).CopyTo(buffer.Span);
        _taken += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _compressor.Dispose();
            _compressed.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
