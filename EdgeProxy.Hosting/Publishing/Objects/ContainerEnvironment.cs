using System.Globalization;
using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Publishing.Objects;

/// <summary>What a container is told: its ports, those it calls, what the application sets, and where telemetry goes.</summary>
internal static class ContainerEnvironment
{
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string OtlpHeaders = "OTEL_EXPORTER_OTLP_HEADERS";
    public const string OtlpProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    public const string OtelServiceName = "OTEL_SERVICE_NAME";
    public const string OtelResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";
    public const string PodName = "POD_NAME";

    /// <summary>The key of the Secret that has the headers of OTLP requests.</summary>
    public const string HeadersKey = "headers";

    /// <summary>Opens the admin endpoint's read-only part, metrics among them, to callers outside of the pod.</summary>
    public const string AdminAccess = "Edge__Admin__Access";

    /// <summary>All variables, those that depend on a value among them.</summary>
    public static IList<V1EnvVar> Of(PublishedWorkload workload, PublishSettings settings) =>
    [
        .. Ports(workload),
        .. References(workload.References),
        .. workload.Environment.Select(variable => new V1EnvVar { Name = variable.Key, Value = variable.Value }),
        .. workload.IsEdge ? [new V1EnvVar { Name = AdminAccess, Value = "ReadOnly" }] : Array.Empty<V1EnvVar>(),
        .. Telemetry(workload.Name, settings),
    ];

    private static IEnumerable<V1EnvVar> Ports(PublishedWorkload workload)
    {
        yield return Port(workload.Port);
        if (workload.AdminPort is { } admin)
            yield return Port(admin);
    }

    private static V1EnvVar Port(PublishedPort port) =>
        new() { Name = port.EnvironmentVariable, Value = port.Number.ToString(CultureInfo.InvariantCulture) };

    // One Service for all replicas, by its short name: the pod's resolver completes it with the namespace it is in, so that the same
    // objects work in each.
    private static IEnumerable<V1EnvVar> References(IEnumerable<PublishedReference> references)
    {
        foreach (var reference in references)
        {
            yield return new() { Name = $"services__{reference.Name}__{reference.EndpointName}__0", Value = reference.Address };
            yield return new() { Name = $"{VariableName(reference.Name)}_{VariableName(reference.EndpointName)}", Value = reference.Address };
        }
    }

    private static IEnumerable<V1EnvVar> Telemetry(string service, PublishSettings settings) =>
    [
        new() { Name = PodName, ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } },
        new() { Name = OtlpEndpoint, Value = settings.OtlpEndpoint ?? DashboardObjects.OtlpAddress },
        new()
        {
            Name = OtlpHeaders,
            ValueFrom = new()
            {
                SecretKeyRef = new() { Name = settings.OtlpHeadersSecret ?? settings.DashboardSecret, Key = HeadersKey, Optional = true },
            },
        },
        new() { Name = OtlpProtocol, Value = "grpc" },
        new() { Name = OtelResourceAttributes, Value = $"service.instance.id=$({PodName})" },
        new() { Name = OtelServiceName, Value = service },
    ];

    private static string VariableName(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
