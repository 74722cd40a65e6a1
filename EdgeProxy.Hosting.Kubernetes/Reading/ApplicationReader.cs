using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Reading;

/// <summary>Reads out of Aspire's model what Kubernetes runs.</summary>
internal static class ApplicationReader
{
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
        var reader = new WorkloadReader(new ResourceReader(execution, values), settings);
        var published = resources.Where(EndpointPorts.IsPublished).ToList();
        var workloads = new List<PublishedWorkload>();
        foreach (var resource in published)
            workloads.Add(await reader.ReadAsync(resource, cancellationToken));
        if (values.Missing.Count > 0)
            errors.Add(ParameterValues.DescribeMissing(values.Missing));
        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', errors.Distinct()));

        var name = settings.Name ?? workloads.FirstOrDefault(workload => workload.IsExternal)?.Name ?? workloads[0].Name;
        workloads =
        [
            .. workloads.Select((workload, index) => workload with
            {
                SecretName = $"{name}-secrets",
                Callers = [.. published.Where(caller => values.CalledBy(caller).Contains(published[index])).Select(caller => caller.Name)],
            }),
        ];
        var application = new PublishedApplication(name, workloads, Sidecar(published, workloads)) { Notes = [.. PublishNotes.Of(resources, values)] };
        return (application, values.Parameters);
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
