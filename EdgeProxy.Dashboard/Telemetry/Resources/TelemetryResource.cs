namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>A process that sent telemetry, as it described itself.</summary>
/// <param name="Key">Service and instance.</param>
/// <param name="Attributes">Everything that it said about itself, both included.</param>
public sealed record TelemetryResource(ResourceKey Key, AttributeList Attributes)
{
    /// <summary>The service.</summary>
    public string ServiceName => Key.ServiceName;

    /// <summary>The instance; empty when there was none.</summary>
    public string InstanceId => Key.InstanceId;
}
