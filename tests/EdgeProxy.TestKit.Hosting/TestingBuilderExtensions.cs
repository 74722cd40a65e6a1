namespace EdgeProxy.TestKit.Hosting;

/// <summary>Changes an application for a test.</summary>
public static class TestingBuilderExtensions
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Turns off the export of telemetry. Without a dashboard, as in a test, Aspire names a collector that does not run, and each program waits seconds for it at its end.
    /// </summary>
    /// <param name="builder">The application's builder, with all of its resources.</param>
    public static void WithoutTelemetryExport(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var resource in builder.Resources.OfType<IResourceWithEnvironment>())
            resource.Annotations.Add(new EnvironmentCallbackAnnotation(variables => variables.Remove(EndpointVariable)));
    }
}
