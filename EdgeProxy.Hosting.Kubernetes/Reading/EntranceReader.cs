using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Reads <c>AddIngress</c> and <c>AddGateway</c>. Errors are collected, so that all of them can be reported at once.</summary>
internal sealed class EntranceReader(IReadOnlyList<PublishedWorkload> workloads, ValueReader values, List<string> errors)
{
    public async Task<IReadOnlyList<PublishedEntrance>> ReadAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken)
    {
        var entrances = new List<PublishedEntrance>();
        foreach (var resource in resources)
        {
            if (resource is KubernetesIngressResource ingress)
            {
                entrances.Add(await ReadAsync(
                    ingress, isGateway: false, ingress.IngressClassName, ingress.Hostnames, ingress.Paths, ingress.DefaultBackend, ingress.TlsSecret, ingress.ObjectAnnotations, cancellationToken));
            }
            else if (resource is KubernetesGatewayResource gateway)
            {
                if (gateway.GatewayClassName is null)
                    errors.Add($"The gateway '{gateway.Name}' has no class. Name that of the cluster's controller: WithGatewayClass(\"istio\").");
                entrances.Add(await ReadAsync(
                    gateway, isGateway: true, gateway.GatewayClassName, gateway.Hostnames, gateway.Routes, defaultBackend: null, gateway.TlsSecret, gateway.ObjectAnnotations, cancellationToken));
            }
        }

        return entrances;
    }

    private async Task<PublishedEntrance> ReadAsync(
        IResource resource,
        bool isGateway,
        ReferenceExpression? className,
        IReadOnlyList<ReferenceExpression> hosts,
        IReadOnlyList<IngressBackend> backends,
        EndpointReference? defaultBackend,
        ReferenceExpression? tlsSecret,
        SortedDictionary<string, ReferenceExpression> annotations,
        CancellationToken cancellationToken)
    {
        var what = $"{(isGateway ? "The gateway" : "The ingress")} '{resource.Name}'";
        var paths = backends.Select(backend => (backend.Host, backend.Path, backend.PathType, Backend: Backend(backend.Endpoint, what))).ToList();
        var byDefault = defaultBackend is null ? null : Backend(defaultBackend, what);
        if (paths.Count == 0 && defaultBackend is null)
        {
            if (workloads.FirstOrDefault(workload => workload.IsExternal) is { } entry)
                paths.Add((null, "/", isGateway ? nameof(GatewayPathMatchType.PathPrefix) : nameof(IngressPathType.Prefix), BackendOf(entry, entry.Port!)));
            else
                errors.Add($"{what} has no path, and the application has no external endpoint to send everything to. Add one with {(isGateway ? "WithRoute" : "WithPath")}(\"/\", endpoint).");
        }

        foreach (var host in backends.Select(backend => backend.Host).OfType<string>())
            CheckHost(host, what);
        var names = new List<PublishedText>();
        foreach (var host in hosts)
        {
            var name = (await TextAsync(host, resource, "The host", cancellationToken))!;
            if (!name.Parameters.Any())
                CheckHost(name.Plain, what);
            names.Add(name);
        }

        var texts = new List<KeyValuePair<string, PublishedText>>();
        foreach (var (key, value) in annotations)
            texts.Add(new(key, (await TextAsync(value, resource, $"The annotation '{key}'", cancellationToken))!));
        return new PublishedEntrance(
            resource.Name,
            isGateway,
            await TextAsync(className, resource, "The class", cancellationToken),
            names,
            [.. paths.Where(path => path.Backend is not null).Select(path => new PublishedPath(path.Host, path.Path, path.PathType, path.Backend!))],
            byDefault,
            await TextAsync(tlsSecret, resource, "The TLS Secret", cancellationToken),
            texts);
    }

    private void CheckHost(string host, string what)
    {
        if (!PublishSettingsReader.IsHost(host))
            errors.Add($"{what} has the host '{host}'. Allowed: a DNS name of lower-case labels, such as 'shop.example.com' or '*.example.com'.");
    }

    private async Task<PublishedText?> TextAsync(ReferenceExpression? expression, IResource resource, string what, CancellationToken cancellationToken)
    {
        if (expression is null || await values.ReadAsync(expression, resource, what, cancellationToken) is not { } text)
            return null;
        if (text.Secrets.FirstOrDefault() is { } secret)
            errors.Add($"{what} of '{resource.Name}' is the secret '{secret.Parameter.Name}', and everybody can read it. Take a parameter that is no secret.");
        return text;
    }

    private PublishedBackend? Backend(EndpointReference reference, string what)
    {
        var endpoint = reference.Resource.FindPublished(reference.EndpointName);
        var workload = workloads.FirstOrDefault(workload => workload.Name == reference.Resource.Name && !workload.RunsToCompletion);
        var port = workload?.ServicePorts.FirstOrDefault(port => string.Equals(port.Name, endpoint?.Name, StringComparison.OrdinalIgnoreCase));
        if (workload is not null && port is not null)
            return BackendOf(workload, port);
        errors.Add($"{what} sends requests to the endpoint '{reference.EndpointName}' of '{reference.Resource.Name}', which is not published.");
        return null;
    }

    private static PublishedBackend BackendOf(PublishedWorkload workload, PublishedPort port) =>
        new(workload.Name, port.Number) { PortKey = workload.IsExternal && port == workload.Port ? $"{workload.ValuesKey}.service.port" : null };
}
