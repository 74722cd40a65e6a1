using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Projects;

namespace EdgeProxy.Hosting.Planning;


/// <summary>Composes the environment of each process, later parts over earlier ones: launch profile, engine, references, AppHost.cs.</summary>
internal sealed class EnvironmentPlanner(
    IReadOnlyDictionary<string, IReadOnlyList<InstancePlan>> instances, DashboardPlan? dashboard, RunPlanOptions options)
{
    public IReadOnlyDictionary<string, string> For(ProjectResource project, InstancePlan instance)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        FromLaunchProfile(project, environment);
        FromEngine(instance, environment);
        Telemetry(project, instance, environment);
        References(project, environment);
        foreach (var annotation in project.Annotations.OfType<EnvironmentAnnotation>())
        {
            if (annotation.Value is null)
                environment.Remove(annotation.Name);
            else
                environment[annotation.Name] = annotation.Value;
        }

        return environment;
    }

    private void FromLaunchProfile(ProjectResource project, SortedDictionary<string, string> environment)
    {
        environment["ASPNETCORE_ENVIRONMENT"] = options.EnvironmentName;
        if (!project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var annotation))
            return;
        environment["DOTNET_LAUNCH_PROFILE"] = annotation.Profile.Name;
        foreach (var (name, value) in annotation.Profile.EnvironmentVariables)
            environment[name] = value;
    }

    private static void FromEngine(InstancePlan instance, SortedDictionary<string, string> environment)
    {
        environment["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        environment["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        var urls = instance.Endpoints.Where(endpoint => endpoint.PortVariable is null && endpoint.Scheme is "http" or "https").Select(endpoint => endpoint.Url).ToList();
        if (urls.Count > 0)
            environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        foreach (var endpoint in instance.Endpoints)
        {
            if (endpoint.PortVariable is { } variable)
                environment[variable] = $"{endpoint.Port}";
        }
    }

    private void Telemetry(ProjectResource project, InstancePlan instance, SortedDictionary<string, string> environment)
    {
        environment["OTEL_SERVICE_NAME"] = project.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance.Id}";
        if (dashboard is not null)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.OtlpAddress;
            environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={dashboard.OtlpApiKey}";

            // The dashboard starts beside the services: what they send before it listens waits in their memory.
            environment["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        }

        if (options.EnvironmentName != "Development")
            return;
        environment["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        environment["OTEL_TRACES_SAMPLER"] = "always_on";
        environment["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
    }

    private void References(ProjectResource project, SortedDictionary<string, string> environment)
    {
        foreach (var target in project.Annotations.OfType<EndpointReferenceAnnotation>().Select(reference => reference.Resource).Distinct())
        {
            if (!instances.TryGetValue(target.Name, out var replicas))
                continue;
            for (var index = 0; index < replicas.Count; index++)
            {
                foreach (var endpoint in replicas[index].Endpoints)
                    environment[$"services__{target.Name}__{endpoint.Name}__{index}"] = endpoint.Url;
            }

            foreach (var endpoint in replicas[0].Endpoints)
                environment[$"{VariableName(target.Name)}_{VariableName(endpoint.Name)}"] = endpoint.Url;
        }
    }

    private static string VariableName(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
