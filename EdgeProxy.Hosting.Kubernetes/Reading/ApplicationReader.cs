using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Reads out of Aspire's model what Kubernetes runs.</summary>
internal static class ApplicationReader
{
    private const string PodsSuffix = "-pods";
    private const int MaxNameLength = 63;

    /// <param name="resources">The resources of the environment, in the model's order.</param>
    /// <param name="execution">The publish that this is part of, for the resources' callbacks.</param>
    /// <param name="settings">How to publish.</param>
    /// <param name="parameterValues">The values of parameters.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The application, and the parameters that its values name.</returns>
    /// <exception cref="DistributedApplicationException">Something cannot be published; the message has every reason.</exception>
    public static async Task<(PublishedApplication Application, IReadOnlyList<ParameterResource> Parameters)> ReadAsync(
        IReadOnlyList<IResource> resources,
        DistributedApplicationExecutionContext execution,
        PublishSettings settings,
        ParameterValues parameterValues,
        CancellationToken cancellationToken)
    {
        ModelRules.Check(resources);
        var errors = new List<string>();
        var values = new ValueReader(parameterValues, errors);
        var waitedFor = resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(wait => wait.WaitType == WaitType.WaitForCompletion)
            .Select(wait => wait.Resource)
            .ToHashSet();
        var reader = new WorkloadReader(
            new ResourceReader(execution, values), new MountReader(resources, execution, settings, parameterValues, errors), waitedFor, settings);
        var published = resources.Where(EndpointPorts.IsPublished).ToList();
        var workloads = new List<PublishedWorkload>();
        foreach (var resource in published)
            workloads.Add(await reader.ReadAsync(resource, cancellationToken));
        var entrances = await new EntranceReader(workloads, values, errors).ReadAsync(resources, cancellationToken);
        if (values.Missing.Count > 0)
            errors.Add(ParameterValues.DescribeMissing(values.Missing));
        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', errors.Distinct()));
        ModelRules.Check(workloads, settings);

        var name = settings.Name ?? workloads.FirstOrDefault(workload => workload.IsExternal)?.Name ?? workloads[0].Name;
        var pods = workloads
            .Where(workload => !workload.IsExternal && workload.Name.Length + PodsSuffix.Length <= MaxNameLength)
            .Where(workload => workloads.Any(caller => caller.IsEdge && caller.References.Any(reference => reference.Host == workload.Name)))
            .Select(workload => workload.Name)
            .ToHashSet();
        workloads =
        [
            .. workloads.Select((workload, index) => workload with
            {
                SecretName = $"{name}-secrets",
                Callers = [.. published.Where(caller => values.CalledBy(caller).Contains(published[index])).Select(caller => caller.Name)],
                PodsService = pods.Contains(workload.Name) ? workload.Name + PodsSuffix : null,
            }),
        ];
        workloads = [.. workloads.Select(workload => workload.IsEdge ? workload with { References = [.. workload.References.Select(WithPods)] } : workload)];
        var application = new PublishedApplication(name, workloads, Sidecar(published, workloads)) { Entrances = entrances, Notes = [.. PublishNotes.Of(resources, values)] };
        return (application, values.Parameters);

        PublishedReference WithPods(PublishedReference reference) => reference with { Pods = workloads.FirstOrDefault(workload => workload.PodsService is not null && workload.Name == reference.Host) };
    }

    private static PublishedSidecar? Sidecar(List<IResource> resources, List<PublishedWorkload> workloads)
    {
        foreach (var resource in resources)
        {
            if (resource.TryGetLastAnnotation<SidecarVariantAnnotation>(out var variant))
            {
                return new PublishedSidecar(
                    variant.Name,
                    workloads.Single(workload => workload.Name == resource.Name),
                    workloads.Single(workload => workload.Name == variant.Service.Name),
                    variant.Port,
                    variant.AdminPort);
            }
        }

        return null;
    }
}
