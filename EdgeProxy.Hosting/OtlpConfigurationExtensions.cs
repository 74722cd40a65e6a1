using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;

/// <summary>Says who is told where telemetry goes, by Aspire's names.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Tells the resource where telemetry goes, by the variables of OpenTelemetry, over gRPC. Projects always are.</summary>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => builder.WithOtlpExporter(OtlpProtocol.Grpc);

    /// <summary>Tells the resource where telemetry goes, by the variables of OpenTelemetry.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="protocol">How it is sent.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new OtlpExporterAnnotation(protocol));
    }
}
