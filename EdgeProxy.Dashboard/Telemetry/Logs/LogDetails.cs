namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>What a log record carries besides time, severity and origin.</summary>
/// <param name="Body">The message: the body as text, JSON when it is a structure.</param>
/// <param name="BodyKind">What the body is.</param>
/// <param name="SeverityText">The sender's own word for the severity; empty when not given.</param>
/// <param name="EventName">The kind of event; empty when not given.</param>
/// <param name="Attributes">Its attributes.</param>
public sealed record LogDetails(string Body, AttributeKind BodyKind, string SeverityText, string EventName, AttributeList Attributes);
