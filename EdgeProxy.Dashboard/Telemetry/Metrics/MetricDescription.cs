namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>What a request says of a metric beside its points.</summary>
internal sealed record MetricDescription(string Name, string Description, string Unit, InstrumentKind Kind, MetricTemporality Temporality);
