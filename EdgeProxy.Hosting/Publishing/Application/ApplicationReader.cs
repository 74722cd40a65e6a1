using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing.Application;

/// <summary>Reads out of the model what Kubernetes runs.</summary>
internal static class ApplicationReader
{
    /// <exception cref="DistributedApplicationException">Something of it cannot be published; the message has all that cannot.</exception>
    public static PublishedApplication Read(DistributedApplicationModel model, PublishSettings settings)
    {
        var faults = new List<string>();
        var values = new ValueReader(faults);
        var published = model.Resources.Where(EndpointPorts.IsPublished).ToList();
        var reader = new WorkloadReader(model.Resources, values, settings);
        var workloads = published.Select(reader.Read).ToList();
        if (values.Missing.Count > 0)
            faults.Add(MissingParameters.Describe(values.Missing));
        if (faults.Count > 0)
            throw new DistributedApplicationException(string.Join('\n', faults.Distinct()));

        var name = settings.Name ?? workloads.FirstOrDefault(workload => workload.IsExternal)?.Name ?? workloads.FirstOrDefault()?.Name ?? "application";
        workloads = [.. workloads.Select(workload => workload with { SecretName = $"{name}-secrets" })];
        return new PublishedApplication(name, workloads, Sidecar(published, workloads)) { Notes = [.. PublishNotes.Of(model)] };
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
