using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>Reads out of the model what Kubernetes runs.</summary>
internal static class ApplicationReader
{
    // What ASP.NET Core's images and the hand-written manifests agree on.
    private const int DefaultPort = 8080;

    // ServiceDefaults map both paths, or neither.
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";

    // Envoy's admin endpoint: it answers 200 as long as the process lives, draining or not.
    private const string ServerInfoPath = "/server_info";

    public static PublishedApplication Read(DistributedApplicationModel model, PublishSettings settings)
    {
        var projects = model.Resources.OfType<ProjectResource>().Where(project => project.FindHttp() is not null).ToList();
        var workloads = projects.Select(project => Workload(project, projects, settings)).ToList();
        var name = settings.Name ?? workloads.FirstOrDefault(workload => workload.IsExternal)?.Name ?? workloads.FirstOrDefault()?.Name ?? "application";
        return new PublishedApplication(name, workloads, Sidecar(projects, workloads));
    }

    private static PublishedWorkload Workload(ProjectResource project, IReadOnlyList<ProjectResource> projects, PublishSettings settings)
    {
        var http = project.FindHttp()!;
        var edge = project.TryGetLastAnnotation<PublishedEdgeAnnotation>(out var found) ? found : null;
        var port = new PublishedPort(http.Name.ToLowerInvariant(), ContainerPort(http), "HTTP_PORTS");
        var admin = edge is null ? null : AdminPort(project, edge);
        var health = project.TryGetLastAnnotation<HttpHealthCheckAnnotation>(out var check) ? check : null;
        var readiness = health is null ? null : new PublishedProbe(health.Path, IsOf(admin, health.EndpointName) ? admin! : port);
        return new PublishedWorkload
        {
            Name = project.Name,
            ProjectPath = project.Annotations.OfType<IProjectMetadata>().FirstOrDefault()?.ProjectPath ?? "",
            Image = settings.ImageOf(project.Name, project.Name),
            PullPolicy = settings.PullPolicy,
            Replicas = project.GetReplicaCount(),
            Port = port,
            AdminPort = admin,
            IsExternal = http.IsExternal,
            ServiceType = http.IsExternal ? settings.ServiceType ?? "NodePort" : "ClusterIP",
            NodePort = http.IsExternal ? settings.NodePort ?? edge?.NodePort ?? 0 : 0,
            Environment = Environment(project),
            Args = [.. project.Annotations.OfType<CommandLineArgsAnnotation>().SelectMany(args => args.Args)],
            References = [.. References(project)],
            Callers = [.. projects.Where(caller => References(caller).Any(reference => reference.Name == project.Name)).Select(caller => caller.Name)],
            Readiness = readiness,
            Liveness = admin is not null ? new(ServerInfoPath, admin) : readiness is { Path: HealthPath } ? readiness with { Path = AlivePath } : null,
            Resources = edge is null ? PublishedResources.Service : PublishedResources.Edge,
        };
    }

    // Locally, a service has whatever port its launch profile says. What is external has its own in every place.
    private static int ContainerPort(EndpointAnnotation http) => http.TargetPort ?? (http.IsExternal ? http.Port : null) ?? DefaultPort;

    /// <exception cref="DistributedApplicationException">The edge has no such endpoint.</exception>
    private static PublishedPort AdminPort(ProjectResource project, PublishedEdgeAnnotation edge)
    {
        var endpoint = project.GetEndpointAnnotations().FirstOrDefault(one => IsNamed(one, edge.AdminEndpointName));
        if (endpoint is { TargetPortEnvironmentVariable: { } variable } && (endpoint.TargetPort ?? endpoint.Port) is { } number)
            return new PublishedPort(endpoint.Name.ToLowerInvariant(), number, variable);
        throw new DistributedApplicationException(
            $"The edge '{project.Name}' has no admin endpoint '{edge.AdminEndpointName}' with a port and a variable. Give it one in AppHost.cs: WithHttpEndpoint(port: 9901, name: \"{edge.AdminEndpointName}\", env: \"EDGE_ADMIN_PORT\").");
    }

    private static List<KeyValuePair<string, string>> Environment(ProjectResource project)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in project.Annotations.OfType<EnvironmentAnnotation>())
        {
            if (variable.Value is { } value)
                variables[variable.Name] = value;
            else
                variables.Remove(variable.Name);
        }

        return [.. variables];
    }

    private static IEnumerable<PublishedReference> References(ProjectResource project) =>
        from annotation in project.Annotations.OfType<EndpointReferenceAnnotation>()
        let http = annotation.Resource.FindHttp()
        where http is not null
        select new PublishedReference(annotation.Resource.Name, annotation.Resource.Name, http.UriScheme, http.Name.ToLowerInvariant(), ContainerPort(http));

    private static PublishedSidecar? Sidecar(List<ProjectResource> projects, List<PublishedWorkload> workloads)
    {
        foreach (var project in projects)
        {
            if (project.TryGetLastAnnotation<SidecarVariantAnnotation>(out var variant))
            {
                return new PublishedSidecar(
                    variant.Name,
                    workloads.Single(workload => workload.Name == project.Name),
                    workloads.Single(workload => workload.Name == variant.Service.Name),
                    variant.Port,
                    variant.AdminPort);
            }
        }

        return null;
    }

    // An endpoint with a variable of its own is not where requests come in.
    private static EndpointAnnotation? FindHttp(this IResource resource) =>
        resource.GetEndpointAnnotations().FirstOrDefault(endpoint => endpoint is { UriScheme: "http", TargetPortEnvironmentVariable: null });

    private static bool IsOf(PublishedPort? port, string? endpointName) => port is not null && string.Equals(port.Name, endpointName, StringComparison.OrdinalIgnoreCase);

    private static bool IsNamed(EndpointAnnotation endpoint, string name) => string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase);
}
