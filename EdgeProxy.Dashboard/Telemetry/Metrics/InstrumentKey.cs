namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>Names an instrument within a resource.</summary>
/// <param name="Meter">The meter's name.</param>
/// <param name="Name">The instrument's name.</param>
public readonly record struct InstrumentKey(string Meter, string Name);
