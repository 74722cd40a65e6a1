namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>A repeated message that may grow without bound.</summary>
/// <param name="Shape">Where each of them may.</param>
/// <param name="DroppedCount">The outer message's field that counts those left out; 0 when it has none.</param>
internal sealed record NestedTrim(TrimShape Shape, int DroppedCount);
