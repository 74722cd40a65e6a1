namespace Microsoft.AspNetCore.Builder;

/// <summary>Names the instance that answered, so that anyone can see how requests spread over replicas.</summary>
public static class ServedByExtensions
{
    /// <summary>The response header that carries the instance id.</summary>
    public const string HeaderName = "x-served-by";

    private const string InstanceIdAttribute = "service.instance.id=";

    /// <summary>
    /// Adds the header <see cref="HeaderName"/> to every answer: <c>service.instance.id</c> out of
    /// <c>OTEL_RESOURCE_ATTRIBUTES</c> (OpenTelemetry, "Resource SDK"), and the host's name, which in Kubernetes is the pod's,
    /// where that says nothing.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <returns>The same service.</returns>
    public static WebApplication UseServedBy(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var instanceId = InstanceId(app.Configuration["OTEL_RESOURCE_ATTRIBUTES"]);
        app.Use((context, next) =>
        {
            context.Response.Headers[HeaderName] = instanceId;
            return next(context);
        });
        return app;
    }

    private static string InstanceId(string? resourceAttributes)
    {
        foreach (var attribute in (resourceAttributes ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (attribute.StartsWith(InstanceIdAttribute, StringComparison.Ordinal) && attribute.Length > InstanceIdAttribute.Length)
                return Uri.UnescapeDataString(attribute[InstanceIdAttribute.Length..]);
        }

        return Environment.MachineName;
    }
}
