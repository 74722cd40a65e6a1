namespace EdgeProxy.Dashboard.Telemetry.Storage;

/// <summary>A record's bytes within their block, as OTLP's protobuf.</summary>
internal readonly record struct RecordSlice(RecordChunk Chunk, int Offset, int Length)
{
    public ReadOnlySpan<byte> Span => Chunk.Bytes.AsSpan(Offset, Length);
}
