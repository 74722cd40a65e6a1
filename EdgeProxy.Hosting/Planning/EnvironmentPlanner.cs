using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Launches;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning;


/// <summary>Composes the environment of each process, later parts over earlier ones: its kind, ports, telemetry, references, AppHost.cs.</summary>
internal sealed class EnvironmentPlanner(
    IReadOnlyDictionary<string, IReadOnlyList<InstancePlan>> instances, ValueResolver values, DashboardPlan? dashboard, RunPlanOptions options)
{
    public PlannedEnvironment For(IResource resource, ILaunch launch, InstancePlan instance)
    {
        var environment = new PlannedEnvironment();
        launch.AddEnvironment(instance, environment);
        Ports(instance, environment);
        if (launch.Telemetry is { } protocol)
            Telemetry(resource, launch, protocol, instance, environment);
        References(resource, launch, environment);
        foreach (var annotation in resource.Annotations.OfType<ConnectionStringReferenceAnnotation>())
            Set(annotation.VariableName, ReferenceExpression.Of(annotation.Resource), launch, environment);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentAnnotation>())
            Set(annotation.Name, annotation.Value, launch, environment);
        return environment;
    }

    private static void Ports(InstancePlan instance, PlannedEnvironment environment)
    {
        foreach (var endpoint in instance.Endpoints)
        {
            if (endpoint.PortVariable is { } variable)
                environment.Set(variable, $"{endpoint.TargetPort}");
        }
    }

    private void Telemetry(IResource resource, ILaunch launch, OtlpProtocol protocol, InstancePlan instance, PlannedEnvironment environment)
    {
        environment.Set("OTEL_SERVICE_NAME", resource.Name);
        environment.Set("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={instance.Id}");
        if (dashboard is not null)
        {
            var address = protocol == OtlpProtocol.Grpc ? dashboard.OtlpAddress : dashboard.OtlpHttpAddress;
            environment.Set("OTEL_EXPORTER_OTLP_ENDPOINT", address.Replace($"//{EndpointPlan.LocalHost}:", $"//{launch.LocalHost}:", StringComparison.Ordinal));
            environment.Set("OTEL_EXPORTER_OTLP_PROTOCOL", protocol switch
            {
                OtlpProtocol.Grpc => "grpc",
                OtlpProtocol.HttpJson => "http/json",
                _ => "http/protobuf",
            });
            environment.Set("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={dashboard.OtlpApiKey}");

            // The dashboard starts beside the services: what they send before it listens waits in their memory.
            environment.Set("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        }

        if (options.EnvironmentName != "Development")
            return;
        environment.Set("OTEL_BLRP_SCHEDULE_DELAY", "1000");
        environment.Set("OTEL_BSP_SCHEDULE_DELAY", "1000");
        environment.Set("OTEL_METRIC_EXPORT_INTERVAL", "1000");
        environment.Set("OTEL_TRACES_SAMPLER", "always_on");
        environment.Set("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
    }

    private void References(IResource resource, ILaunch launch, PlannedEnvironment environment)
    {
        foreach (var reference in resource.Annotations.OfType<EndpointReferenceAnnotation>())
        {
            if (!instances.TryGetValue(reference.Resource.Name, out var replicas))
                continue;
            for (var index = 0; index < replicas.Count; index++)
            {
                foreach (var endpoint in replicas[index].Endpoints.Where(endpoint => reference.Covers(endpoint.Name)))
                    environment.Set($"services__{reference.Resource.Name}__{endpoint.Name}__{index}", endpoint.UrlFrom(launch.LocalHost));
            }

            foreach (var endpoint in replicas[0].Endpoints.Where(endpoint => reference.Covers(endpoint.Name)))
                environment.Set($"{VariableName(reference.Resource.Name)}_{VariableName(endpoint.Name)}", endpoint.UrlFrom(launch.LocalHost));
        }
    }

    private void Set(string name, ReferenceExpression? expression, ILaunch launch, PlannedEnvironment environment)
    {
        // A value that may be missing, and is, leaves the variable out.
        if (expression is not null && values.Find(expression, launch.LocalHost) is { } value)
            environment.Set(name, value);
        else
            environment.Remove(name);
    }

    private static string VariableName(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
