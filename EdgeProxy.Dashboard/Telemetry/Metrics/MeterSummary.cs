namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A meter with its instruments: a branch of the tree.</summary>
/// <param name="Name">The meter.</param>
/// <param name="Instruments">Its instruments, by name.</param>
public sealed record MeterSummary(string Name, IReadOnlyList<InstrumentSummary> Instruments);
