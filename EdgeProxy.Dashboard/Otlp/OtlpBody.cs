using System.Buffers;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>A request's protobuf in a buffer that returns to its pool.</summary>
internal sealed class OtlpBody(byte[] buffer, int length, OtlpAdmission admission, long admitted) : IDisposable
{
    private byte[]? _buffer = buffer;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is not { } returned)
            return;
        ArrayPool<byte>.Shared.Return(returned);
        admission.Release(admitted);
    }
}
