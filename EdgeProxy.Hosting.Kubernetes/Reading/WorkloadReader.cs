using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Reads one workload out of the model: what projects and containers have in common, and what differs.</summary>
internal sealed class WorkloadReader(ResourceReader reader, MountReader mounts, IReadOnlySet<IResource> waitedFor, PublishSettings settings)
{
    public async Task<PublishedWorkload> ReadAsync(IResource resource, CancellationToken cancellationToken)
    {
        var inputs = await reader.ReadAsync(resource, cancellationToken);
        var workload = resource is ProjectResource project ? Project(project, inputs) : Container(resource, inputs);
        workload = workload with { Volumes = await mounts.ReadAsync(resource, cancellationToken) };
        var isStartedByHand = resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();
        return workload with
        {
            Kind = Kind(workload, isStartedByHand, waitedFor.Contains(resource)),
            Replicas = isStartedByHand ? 0 : workload.Replicas,
            Image = await ImageNames.ImageAsync(resource, settings, cancellationToken),
            Customizations = [.. resource.Annotations.OfType<CustomizationAnnotation>().Select(annotation => annotation.Configure)],
        };
    }

    private static WorkloadKind Kind(PublishedWorkload workload, bool isStartedByHand, bool isWaitedFor)
    {
        if (isStartedByHand && workload.Port is null)
            return WorkloadKind.CronJob;
        if (isWaitedFor)
            return WorkloadKind.Job;
        return workload.Claims.All(claim => claim.IsShared) ? WorkloadKind.Deployment : WorkloadKind.StatefulSet;
    }

    private PublishedWorkload Project(ProjectResource project, ResourceReader.Inputs inputs)
    {
        var http = project.FindHttp();
        var edge = project.TryGetLastAnnotation<EdgeAnnotation>(out var found) ? found : null;
        var port = http is null ? null : new PublishedPort(http.Name.ToLowerInvariant(), http.PublishedPort(project)!.Value, "HTTP_PORTS");
        var admin = edge is null ? null : AdminPort(project, edge, inputs);
        var others = project.PublishedEndpoints()
            .Where(endpoint => endpoint != http && endpoint.PublishedPort(project) is not null && !string.Equals(endpoint.Name, admin?.Name, StringComparison.OrdinalIgnoreCase))
            .Select(endpoint => Port(project, endpoint, inputs))
            .ToList();
        var probes = ProbeReader.Read(project, [.. new[] { port }.Concat(others).Append(admin).OfType<PublishedPort>()], admin);
        return Common(project, http, port, edge, inputs, probes) with
        {
            ProjectPath = project.GetProjectMetadata().ProjectPath,
            AdminPort = admin,
            OtherPorts = others,
            Resources = edge is null ? PublishedResources.Service : PublishedResources.Edge,
        };
    }

    private PublishedWorkload Container(IResource container, ResourceReader.Inputs inputs)
    {
        var endpoints = container.PublishedEndpoints().ToList();
        var ports = endpoints.Select(endpoint => Port(container, endpoint, inputs)).ToList();
        var probes = ProbeReader.Read(container, ports, admin: null);
        var isBuilt = container.Annotations.OfType<DockerfileBuildAnnotation>().Any();
        return Common(container, endpoints.FirstOrDefault(), ports.FirstOrDefault(), edge: null, inputs, probes) with
        {
            ContainerImage = isBuilt ? settings.ImageOf(container.Name, container.Name).ToString() : container.TryGetContainerImageName(out var image) ? image : "",
            PullPolicy = isBuilt ? settings.PullPolicy : "IfNotPresent",
            Entrypoint = (container as ContainerResource)?.Entrypoint,
            OtherPorts = [.. ports.Skip(1)],
            Resources = PublishedResources.Container,
        };
    }

    private PublishedWorkload Common(
        IResource resource, EndpointAnnotation? endpoint, PublishedPort? port, EdgeAnnotation? edge, ResourceReader.Inputs inputs, ProbeReader.Probes probes) => new()
        {
            Name = resource.Name,
            ProjectPath = "",
            Image = settings.ImageOf(resource.Name, resource.Name),
            PullPolicy = settings.PullPolicy,
            ImageChecksum = settings.ImageChecksums.GetValueOrDefault(resource.Name),
            Replicas = resource.GetReplicaCount(),
            LiveReplicas = settings.LiveReplicas?.GetValueOrDefault(resource.Name) ?? 0,
            Port = port,
            IsExternal = endpoint is { IsExternal: true },
            ServiceType = endpoint is { IsExternal: true } ? settings.ServiceType ?? "NodePort" : "ClusterIP",
            NodePort = endpoint is { IsExternal: true } ? settings.NodePort ?? edge?.NodePort ?? 0 : 0,
            Environment = inputs.Variables,
            Args = inputs.Arguments,
            References = inputs.References,
            Startup = probes.Startup,
            Readiness = probes.Readiness,
            Liveness = probes.Liveness,
            Resources = PublishedResources.Service,
        };

    private static PublishedPort Port(IResource resource, EndpointAnnotation endpoint, ResourceReader.Inputs inputs) =>
        new(endpoint.Name.ToLowerInvariant(), endpoint.PublishedPort(resource) ?? 0, inputs.Ports.GetValueOrDefault(endpoint.Name));

    /// <exception cref="DistributedApplicationException">The edge has no such endpoint.</exception>
    private static PublishedPort AdminPort(ProjectResource project, EdgeAnnotation edge, ResourceReader.Inputs inputs)
    {
        var endpoint = project.PublishedEndpoints().FirstOrDefault(one => string.Equals(one.Name, edge.AdminEndpointName, StringComparison.OrdinalIgnoreCase));
        if (endpoint is not null && inputs.Ports.ContainsKey(endpoint.Name) && endpoint.PublishedPort(project) is not null)
            return Port(project, endpoint, inputs);
        throw new DistributedApplicationException(
            $"The edge '{project.Name}' has no admin endpoint '{edge.AdminEndpointName}' with a port and a variable. Give it one in AppHost.cs: WithHttpEndpoint(port: 9901, name: \"{edge.AdminEndpointName}\", env: \"EDGE_ADMIN_PORT\").");
    }
}
