using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>A record that was read and not stored yet; its bytes belong to the request.</summary>
/// <typeparam name="THeader">What was read of it.</typeparam>
internal readonly record struct PendingRecord<THeader>(THeader Header, Origin Origin, ReadOnlyMemory<byte> Bytes)
    where THeader : struct;
