namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>What became of a request that could be read.</summary>
/// <param name="Rejected">How many spans, log records or data points were rejected.</param>
/// <param name="Message">Why; null when nothing was rejected.</param>
internal readonly record struct IngestResult(long Rejected, string? Message);
