using System.Buffers;

namespace EdgeProxy.Conformance;

/// <summary>Keeps the first MiB of a body and counts all of it.</summary>
internal sealed class BodyCollector
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    /// <summary>All bytes seen.</summary>
    public long Length { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        var room = ByteReader.Kept - _kept.WrittenCount;
        if (room > 0)
            _kept.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    public byte[] ToArray() => _kept.WrittenSpan.ToArray();
}
