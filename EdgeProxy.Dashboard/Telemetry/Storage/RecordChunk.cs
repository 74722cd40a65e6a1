namespace EdgeProxy.Dashboard.Telemetry.Storage;

/// <summary>A block of bytes that many records share. A reader that holds a slice keeps it alive: it is never written to twice.</summary>
internal sealed class RecordChunk(int capacity)
{
    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(capacity);

    public int Used { get; set; }

    public int LiveRecords { get; set; }
}
