namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>What a span carries besides name and times.</summary>
/// <param name="StatusMessage">Why it failed; empty when not said.</param>
/// <param name="TraceState">W3C trace state; empty when not given.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Events">What happened within it.</param>
/// <param name="Links">Its links to other spans.</param>
/// <param name="DroppedEventsCount">Events that the sender left out.</param>
/// <param name="DroppedLinksCount">Links that the sender left out.</param>
public sealed record SpanDetails(
    string StatusMessage,
    string TraceState,
    AttributeList Attributes,
    IReadOnlyList<SpanEventSnapshot> Events,
    IReadOnlyList<SpanLinkSnapshot> Links,
    long DroppedEventsCount,
    long DroppedLinksCount);
