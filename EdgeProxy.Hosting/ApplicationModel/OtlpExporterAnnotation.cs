namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A resource is told where telemetry goes. A project always is.</summary>
internal sealed class OtlpExporterAnnotation(OtlpProtocol protocol) : IResourceAnnotation
{
    public OtlpProtocol Protocol { get; } = protocol;
}
