namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>The instrumentation scope: the logger, tracer or meter that produced something.</summary>
/// <param name="Name">Its name; empty when the sender gave none.</param>
/// <param name="Version">Its version; empty when the sender gave none.</param>
/// <param name="Attributes">Its attributes.</param>
public sealed record TelemetryScope(string Name, string Version, AttributeList Attributes)
{
    /// <summary>No scope was given.</summary>
    public static TelemetryScope Unknown { get; } = new("", "", AttributeList.Empty);
}
