using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Reads what Kubernetes can probe: <c>WithHttpProbe</c>, and HTTP health checks.</summary>
internal static class ProbeReader
{
    // ServiceDefaults map both paths, or neither.
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";

    // Envoy's admin endpoint: it answers 200 as long as the process lives, draining or not.
    private const string ServerInfoPath = "/server_info";

    /// <summary>The probes of a resource.</summary>
    internal sealed record Probes(PublishedProbe? Startup, PublishedProbe? Readiness, PublishedProbe? Liveness);

    /// <summary>Reads the probes of <paramref name="resource"/>, which listens on <paramref name="ports"/>, the first of which takes its requests.</summary>
    public static Probes Read(IResource resource, IReadOnlyList<PublishedPort> ports, PublishedPort? admin)
    {
        // A database's health check logs in to it, which a kubelet cannot. It serves from when it accepts connections.
        var health = HealthCheck(resource, ports) ?? (resource is ProjectResource || ports.Count == 0 ? null : new PublishedProbe(Path: null, ports[0]));
        var liveness = admin is not null ? new PublishedProbe(ServerInfoPath, admin) : resource is ProjectResource && health is { Path: HealthPath } ? health with { Path = AlivePath } : null;
        return new Probes(
            Explicit(resource, ProbeType.Startup, ports),
            Explicit(resource, ProbeType.Readiness, ports) ?? health,
            Explicit(resource, ProbeType.Liveness, ports) ?? liveness);
    }

    private static PublishedProbe? Explicit(IResource resource, ProbeType type, IReadOnlyList<PublishedPort> ports) =>
        resource.Annotations.OfType<EndpointProbeAnnotation>().LastOrDefault(probe => probe.Type == type) is { } found
            ? new PublishedProbe(found.Path, Port(resource, found.EndpointReference.EndpointName, ports))
            {
                Timing = new(found.InitialDelaySeconds, found.PeriodSeconds, found.TimeoutSeconds, found.SuccessThreshold, found.FailureThreshold),
            }
            : null;

    // Aspire keeps no more of WithHttpHealthCheck than its key, {resource}_{endpoint}_{path}_{status}_check, with https where a project has that endpoint too.
    private static PublishedProbe? HealthCheck(IResource resource, IReadOnlyList<PublishedPort> ports)
    {
        const string suffix = "_check";
        // WithHttpProbe adds a health check for its path too, which says nothing of readiness.
        var probed = resource.Annotations.OfType<EndpointProbeAnnotation>().Where(probe => probe.Type != ProbeType.Readiness).Select(probe => probe.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var key in resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Reverse())
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().OrderByDescending(endpoint => endpoint.Name.Length))
            {
                var prefix = $"{resource.Name}_{endpoint.Name}_";
                if (!key.StartsWith(prefix, StringComparison.Ordinal) || !key.EndsWith(suffix, StringComparison.Ordinal))
                    continue;
                var rest = key[prefix.Length..^suffix.Length];
                var separator = rest.LastIndexOf('_');
                // A kubelet takes 200 to 399 for healthy, and knows no other status.
                if (separator > 0 && int.TryParse(rest[(separator + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and < 400
                    && !probed.Contains(rest[..separator]))
                {
                    return new PublishedProbe(rest[..separator], Port(resource, endpoint.Name, ports));
                }
            }
        }

        return null;
    }

    private static PublishedPort Port(IResource resource, string endpointName, IReadOnlyList<PublishedPort> ports)
    {
        var endpoint = resource.FindPublished(endpointName);
        return ports.FirstOrDefault(port => string.Equals(port.Name, endpoint?.Name, StringComparison.OrdinalIgnoreCase)) ?? ports[0];
    }
}
