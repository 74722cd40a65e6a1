namespace EdgeProxy.Dashboard.Telemetry.Resources;

/// <summary>Which process telemetry came from: <c>service.name</c> and <c>service.instance.id</c>.</summary>
/// <param name="ServiceName">The service; <c>unknown_service</c> when the sender gave none (OpenTelemetry, "Resource semantic conventions").</param>
/// <param name="InstanceId">The instance; empty when the sender gave none.</param>
public readonly record struct ResourceKey(string ServiceName, string InstanceId)
{
    /// <summary>The service's name where none was given.</summary>
    public const string UnknownService = "unknown_service";

    /// <summary><c>service</c> or <c>service/instance</c>.</summary>
    public override string ToString() => InstanceId.Length == 0 ? ServiceName : $"{ServiceName}/{InstanceId}";
}
