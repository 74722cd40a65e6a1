using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>Reads one workload out of the model: what projects and containers have in common, and what is of one kind.</summary>
internal sealed class WorkloadReader(IReadOnlyList<IResource> resources, ValueReader values, PublishSettings settings)
{
    // ServiceDefaults map both paths, or neither.
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";

    // Envoy's admin endpoint: it answers 200 as long as the process lives, draining or not.
    private const string ServerInfoPath = "/server_info";

    public PublishedWorkload Read(IResource resource) => resource is ContainerResource container ? Container(container) : Project((ProjectResource)resource);

    private PublishedWorkload Project(ProjectResource project)
    {
        var http = project.FindHttp()!;
        var edge = project.TryGetLastAnnotation<PublishedEdgeAnnotation>(out var found) ? found : null;
        var port = new PublishedPort(http.Name.ToLowerInvariant(), http.PublishedPort(project)!.Value, "HTTP_PORTS");
        var admin = edge is null ? null : AdminPort(project, edge);
        var health = project.TryGetLastAnnotation<HttpHealthCheckAnnotation>(out var check) ? check : null;
        var readiness = health is null ? null : new PublishedProbe(health.Path, IsOf(admin, health.EndpointName) ? admin! : port);
        return Common(project, http, port, edge) with
        {
            ProjectPath = project.Annotations.OfType<IProjectMetadata>().FirstOrDefault()?.ProjectPath ?? "",
            AdminPort = admin,
            Readiness = readiness,
            Liveness = admin is not null ? new(ServerInfoPath, admin) : readiness is { Path: HealthPath } ? readiness with { Path = AlivePath } : null,
            Resources = edge is null ? PublishedResources.Service : PublishedResources.Edge,
        };
    }

    private PublishedWorkload Container(ContainerResource container)
    {
        var endpoints = container.GetEndpointAnnotations().ToList();
        var ports = endpoints.Select(endpoint => new PublishedPort(endpoint.Name.ToLowerInvariant(), endpoint.PublishedPort(container) ?? 0, endpoint.TargetPortEnvironmentVariable)).ToList();
        var health = container.TryGetLastAnnotation<HttpHealthCheckAnnotation>(out var check) ? check : null;
        var asked = health is null ? null : ports.FirstOrDefault(port => IsOf(port, health.EndpointName)) ?? ports[0];
        return Common(container, endpoints[0], ports[0], edge: null) with
        {
            ContainerImage = container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image) ? ContainerImageName.Of(image) : "",
            PullPolicy = "IfNotPresent",
            Entrypoint = container.Entrypoint,
            OtherPorts = ports[1..],
            Readiness = health is null ? null : new PublishedProbe(health.Path, asked!),
            Volumes = [.. container.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == ContainerMountType.Volume)
                .Select((mount, index) => new PublishedVolume($"volume-{index}", mount.Target, mount.IsReadOnly))],
            Resources = PublishedResources.Container,
        };
    }

    private PublishedWorkload Common(IResource resource, EndpointAnnotation endpoint, PublishedPort port, PublishedEdgeAnnotation? edge) => new()
    {
        Name = resource.Name,
        ProjectPath = "",
        Image = settings.ImageOf(resource.Name, resource.Name),
        PullPolicy = settings.PullPolicy,
        Replicas = resource.GetReplicaCount(),
        Port = port,
        IsExternal = endpoint.IsExternal,
        ServiceType = endpoint.IsExternal ? settings.ServiceType ?? "NodePort" : "ClusterIP",
        NodePort = endpoint.IsExternal ? settings.NodePort ?? edge?.NodePort ?? 0 : 0,
        Environment = values.Variables(resource),
        Args = values.Arguments(resource),
        References = [.. ReferenceReader.Of(resource)],
        Callers = [.. resources.Where(caller => caller.IsPublished() && ReferenceReader.Calls(caller, resource)).Select(caller => caller.Name)],
        Resources = PublishedResources.Service,
    };

    /// <exception cref="DistributedApplicationException">The edge has no such endpoint.</exception>
    private static PublishedPort AdminPort(ProjectResource project, PublishedEdgeAnnotation edge)
    {
        var endpoint = project.GetEndpointAnnotations().FirstOrDefault(one => string.Equals(one.Name, edge.AdminEndpointName, StringComparison.OrdinalIgnoreCase));
        if (endpoint is { TargetPortEnvironmentVariable: { } variable } && (endpoint.TargetPort ?? endpoint.Port) is { } number)
            return new PublishedPort(endpoint.Name.ToLowerInvariant(), number, variable);
        throw new DistributedApplicationException(
            $"The edge '{project.Name}' has no admin endpoint '{edge.AdminEndpointName}' with a port and a variable. Give it one in AppHost.cs: WithHttpEndpoint(port: 9901, name: \"{edge.AdminEndpointName}\", env: \"EDGE_ADMIN_PORT\").");
    }

    private static bool IsOf(PublishedPort? port, string? endpointName) => port is not null && string.Equals(port.Name, endpointName, StringComparison.OrdinalIgnoreCase);
}
