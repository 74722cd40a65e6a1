using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Launches;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning;

/// <summary>Plans one resource with processes, of whatever kind.</summary>
internal static class ResourcePlanner
{
    public static ResourcePlan Plan(
        IResource resource, ILaunch launch, IReadOnlyList<InstancePlan> instances, EnvironmentPlanner environment, ValueResolver values)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().SelectMany(wait => Awaited(wait.Resource)).Distinct().ToList();
        var references = resource.Annotations.OfType<EndpointReferenceAnnotation>().Select(reference => reference.Resource.Name);
        var owners = ReferencedValues.Owners(resource).Select(owner => owner.Name);
        return new ResourcePlan(
            resource,
            [.. instances.Select(instance => new ReplicaPlan(
                resource,
                instance.Name,
                launch.Process(instance, Arguments(resource, launch, values), environment.For(resource, launch, instance)),
                instance.Endpoints,
                HealthChecks(resource, instance))
            {
                ResourceType = launch.ResourceType,
            })],
            waits,
            [.. waits.Concat(references).Concat(owners).Where(name => name != resource.Name).Distinct()],
            resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _))
        {
            Source = launch.Source,
        };
    }

    /// <summary>A connection string is ready when those are that it leads to.</summary>
    private static IEnumerable<string> Awaited(IResource resource) =>
        resource is IResourceWithConnectionString ? [resource.Name, .. ReferencedValues.Owners(resource).Select(owner => owner.Name)] : [resource.Name];

    private static List<PlannedText> Arguments(IResource resource, ILaunch launch, ValueResolver values) =>
        [.. resource.Annotations.OfType<CommandLineArgsAnnotation>().SelectMany(annotation => annotation.Args).Select(argument => values.Find(argument, launch.LocalHost)).OfType<PlannedText>()];

    private static List<HealthCheckPlan> HealthChecks(IResource resource, InstancePlan instance) =>
    [
        .. resource.Annotations.OfType<HttpHealthCheckAnnotation>().Select(check =>
        {
            var name = resource.FindHttpEndpoint(check.EndpointName)!.Name;
            var endpoint = instance.Endpoints.First(endpoint => endpoint.Name == name);
            return new HttpHealthCheckPlan($"{resource.Name}_{name}_{check.Path}_{check.StatusCode}", new Uri(endpoint.Url + check.Path), check.StatusCode);
        }),
        .. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new RegisteredHealthCheckPlan(check.Key)),
    ];
}
