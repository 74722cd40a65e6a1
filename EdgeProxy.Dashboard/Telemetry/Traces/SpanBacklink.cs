namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>A span that links to the one asked for.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ServiceName">Its service.</param>
public sealed record SpanBacklink(TraceId TraceId, SpanId SpanId, string Name, string ServiceName);
