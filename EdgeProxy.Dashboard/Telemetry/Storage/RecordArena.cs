namespace EdgeProxy.Dashboard.Telemetry.Storage;

/// <summary>
/// Packs records one behind the other into blocks. Records leave about in the order in which they came, so that whole blocks become free; a
/// free block is left to the garbage collector, because a reader may still decode from it. Not safe for several threads: its store's lock is.
/// </summary>
internal sealed class RecordArena
{
    /// <summary>
    /// Below the 85,000 bytes from which on .NET keeps an object in the large object heap: that is collected so rarely that three times the
    /// limit would be taken.
    /// </summary>
    private const int ChunkSize = 64 * 1024;

    private RecordChunk? _current;

    /// <summary>The bytes of all blocks with a record that is stored still.</summary>
    public long AllocatedBytes { get; private set; }

    public RecordSlice Add(ReadOnlySpan<byte> record)
    {
        var chunk = record.Length > ChunkSize / 4 ? Allocate(record.Length) : CurrentFor(record.Length);
        var offset = chunk.Used;
        record.CopyTo(chunk.Bytes.AsSpan(offset));
        chunk.Used += record.Length;
        chunk.LiveRecords++;
        return new RecordSlice(chunk, offset, record.Length);
    }

    public void Release(RecordSlice slice)
    {
        if (--slice.Chunk.LiveRecords > 0)
            return;
        AllocatedBytes -= slice.Chunk.Bytes.Length;
        if (slice.Chunk == _current)
            _current = null;
    }

    private RecordChunk CurrentFor(int length)
    {
        if (_current is null || _current.Bytes.Length - _current.Used < length)
            _current = Allocate(ChunkSize);
        return _current;
    }

    private RecordChunk Allocate(int size)
    {
        AllocatedBytes += size;
        return new RecordChunk(size);
    }
}
