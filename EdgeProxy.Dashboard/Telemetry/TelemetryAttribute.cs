namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>A key with its value as a reader sees it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Text">The value as text: JSON for arrays and maps, base64 for bytes. It is hostile input: never render it as HTML.</param>
public sealed record TelemetryAttribute(string Key, AttributeKind Kind, string Text);
