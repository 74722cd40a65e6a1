using System.Globalization;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Templating;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The environment of a container: its ports, the services it calls, what the application sets, and where telemetry goes.</summary>
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
        .. References(workload.References, settings),
        .. workload.Secrets.Where(secret => IsComposed(workload, secret)).Select(secret => FromSecret(secret.Variable, secret, workload)),
        .. workload.Environment.Select(variable => variable.Value.Alone is { } secret
            ? FromSecret(variable.Name, secret, workload)
            : new V1EnvVar { Name = variable.Name, Value = variable.Value.Plain }),
        .. workload.IsEdge ? [new V1EnvVar { Name = AdminAccess, Value = "ReadOnly" }] : Array.Empty<V1EnvVar>(),
        .. Telemetry(workload.Name, settings),
    ];

    private static IEnumerable<V1EnvVar> Ports(PublishedWorkload workload)
    {
        foreach (var port in new[] { workload.Port, workload.AdminPort }.Concat(workload.OtherPorts).OfType<PublishedPort>().Where(port => port.EnvironmentVariable is not null))
            yield return Port(port);
    }

    /// <summary>The key of the application's Secret, which has to be there before the container starts.</summary>
    private static V1EnvVar FromSecret(string name, SecretUse secret, PublishedWorkload workload) =>
        new() { Name = name, ValueFrom = new() { SecretKeyRef = new() { Name = workload.SecretName, Key = secret.Key } } };

    // Kubernetes composes a variable of others that stand before it, so that no text with a secret in it is ever written.
    public static bool IsComposed(PublishedWorkload workload, SecretUse secret) =>
        workload.Environment.Select(variable => variable.Value).Where(text => text.Alone is null).Concat(workload.Args).Any(text => text.Secrets.Contains(secret));

    private static V1EnvVar Port(PublishedPort port) =>
        new() { Name = port.EnvironmentVariable, Value = port.Number.ToString(CultureInfo.InvariantCulture) };

    // By the short name, which the pod's resolver completes with its namespace, so that the same objects work in each. An edge resolves every pod.
    private static IEnumerable<V1EnvVar> References(IEnumerable<PublishedReference> references, PublishSettings settings)
    {
        foreach (var reference in references)
        {
            yield return new() { Name = reference.DiscoveryVariable, Value = reference.Pods is { } pods && settings.ResolvesPods(pods).IsOn ? reference.AddressOf(pods.PodsService!) : reference.Address };
            yield return new() { Name = $"{PublishedReference.VariableName(reference.Name)}_{PublishedReference.VariableName(reference.EndpointName)}", Value = reference.Address };
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
}
