using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning;


/// <summary>What must hold of any model, before ports are looked at or anything is started.</summary>
internal static class ModelChecks
{
    public static void Run(IReadOnlyList<IResource> resources, PlanFaults faults)
    {
        DuplicateNames(resources, faults);
        UnknownReferences(resources, faults);
        UnknownEndpoints(resources, faults);
        CircularWaits(resources, faults);
    }

    private static void DuplicateNames(IReadOnlyList<IResource> resources, PlanFaults faults)
    {
        foreach (var group in resources.GroupBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            faults.Add($"{group.Count()} resources are named '{group.Key}'. Names are unique without regard to case: rename all but one in AppHost.cs.");
    }

    private static void UnknownReferences(IReadOnlyList<IResource> resources, PlanFaults faults)
    {
        foreach (var resource in resources)
        {
            var references = resource.Annotations.OfType<EndpointReferenceAnnotation>().Select(annotation => (Verb: "references", Target: (IResource)annotation.Resource));
            var waits = resource.Annotations.OfType<WaitAnnotation>().Select(annotation => (Verb: "waits for", Target: annotation.Resource));
            var values = ReferencedValues.Owners(resource).Select(owner => (Verb: "has a value of", Target: owner));
            foreach (var (verb, target) in references.Concat(waits).Concat(values).Distinct().Where(link => !resources.Contains(link.Target)))
            {
                faults.Add(
                    $"The resource '{resource.Name}' {verb} '{target.Name}', which is not part of this application. Add it with this builder, or remove the reference. {Known(resources)}");
            }
        }
    }

    private static void UnknownEndpoints(IReadOnlyList<IResource> resources, PlanFaults faults)
    {
        foreach (var resource in resources)
        {
            foreach (var check in resource.Annotations.OfType<HttpHealthCheckAnnotation>())
            {
                if (resource.FindHttpEndpoint(check.EndpointName) is null)
                    faults.Add($"The endpoint '{check.EndpointName ?? "http"}' of the health check '{check.Path}' is not defined for the resource '{resource.Name}'. {Available(resource)}");
            }

            foreach (var endpoint in Endpoints(resource).Where(endpoint => resources.Contains(endpoint.Resource) && !endpoint.Exists))
                faults.Add($"The resource '{resource.Name}' uses an endpoint that is not there. {endpoint.NotDefined} Mend its name in AppHost.cs, or declare it with WithEndpoint or WithHttpEndpoint.");

            foreach (var target in resource.Annotations.OfType<EndpointReferenceAnnotation>().Where(reference => reference.EndpointName is null).Select(reference => reference.Resource))
            {
                if (resources.Contains(target) && !target.GetEndpointAnnotations().Any())
                    faults.Add($"The resource '{resource.Name}' references '{target.Name}', which has no endpoint. Give '{target.Name}' one: WithHttpEndpoint(), or an applicationUrl in its launchSettings.json.");
            }
        }
    }

    /// <summary>The endpoints that a resource names: in values, and as the only one of a reference.</summary>
    private static IEnumerable<EndpointReference> Endpoints(IResource resource)
    {
        var inValues = ReferencedValues.Of(resource).Select(value => value as EndpointReference ?? (value as EndpointReferenceExpression)?.Endpoint).OfType<EndpointReference>();
        var references = resource.Annotations.OfType<EndpointReferenceAnnotation>()
            .Where(reference => reference.EndpointName is not null)
            .Select(reference => new EndpointReference(reference.Resource, reference.EndpointName!));
        return inValues.Concat(references).DistinctBy(endpoint => (endpoint.Resource, endpoint.EndpointName));
    }

    private static void CircularWaits(IReadOnlyList<IResource> resources, PlanFaults faults)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
        {
            if (FindCircle(resource, [], done) is { } circle)
                faults.Add($"Circular dependency: {string.Join(" -> ", circle.Select(one => one.Name))}. Each waits for the next, so none would start: remove one WaitFor.");
        }
    }

    private static List<IResource>? FindCircle(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        var start = path.IndexOf(resource);
        if (start >= 0)
            return [.. path[start..], resource];
        if (!done.Add(resource))
            return null;
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            if (FindCircle(wait.Resource, [.. path, resource], done) is { } circle)
                return circle;
        }

        return null;
    }

    private static string Known(IReadOnlyList<IResource> resources) => $"Known resources: {Quoted(resources.Select(resource => resource.Name))}.";

    private static string Available(IResource resource)
    {
        var names = resource.GetEndpointAnnotations().Select(endpoint => endpoint.Name).ToList();
        return names.Count == 0 ? "It has no endpoints." : $"Available endpoints: {Quoted(names)}.";
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
