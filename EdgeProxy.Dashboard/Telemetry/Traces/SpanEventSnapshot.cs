namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Something that happened within a span.</summary>
/// <param name="Name">Its name; <c>exception</c> for exceptions (OpenTelemetry semantic conventions).</param>
/// <param name="Time">When.</param>
/// <param name="Attributes">Its attributes.</param>
public sealed record SpanEventSnapshot(string Name, UnixNanoTime Time, AttributeList Attributes);
