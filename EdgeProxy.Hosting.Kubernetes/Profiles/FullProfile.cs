using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Templating;

namespace EdgeProxy.Hosting.Kubernetes.Profiles;

/// <summary>All objects that an application can have, with the conditions under which each is there.</summary>
internal static class FullProfile
{
    public static IReadOnlyList<Manifest> Create(PublishedApplication application, PublishSettings settings)
    {
        var table = new TemplateTable(settings);
        return
        [
            .. application.Workloads.SelectMany(workload => Workload(application, workload, settings, table)),
            .. application.Secrets.Count == 0 ? [] : new Manifest[] { new(ApplicationSecret.Create(application), table.Secret(application), ApplicationSecret.IsInChart) },
            .. application.Entry is { } entry ? Entry(application, entry, settings, table) : [],
            new(DashboardObjects.Deployment(application, settings), table.DashboardDeployment(), settings.When(PublishFeature.Dashboard)),
            new(DashboardObjects.Service(application), table.Labelled(), settings.When(PublishFeature.Dashboard)),
        ];
    }

    private static IEnumerable<Manifest> Workload(
        PublishedApplication application, PublishedWorkload workload, PublishSettings settings, TemplateTable table)
    {
        var deployment = new Manifest(FullDeployment.Create(application, workload, settings), table.Deployment(workload));
        var service = new Manifest(FullService.Create(application, workload), table.Service(workload));
        foreach (var manifest in Customization.Apply(workload, deployment, service))
            yield return manifest;
        if (workload.PodsService is not null)
            yield return new(FullService.Pods(application, workload), table.Labelled(), settings.ResolvesPods(workload));
        yield return new(
            DisruptionBudget.Create(application, workload), table.Labelled(), settings.When(PublishFeature.DisruptionBudget).And(workload.HasSeveralReplicas()));
        if (!workload.IsExternal && workload.Callers.Count > 0)
            yield return new(CallersPolicy.Create(application, workload), table.Labelled(), settings.When(PublishFeature.NetworkPolicy));
        yield return new(Autoscaler.Create(application, workload, settings), table.Autoscaler(workload), settings.When(PublishFeature.Autoscaling));
    }

    private static IEnumerable<Manifest> Entry(
        PublishedApplication application, PublishedWorkload entry, PublishSettings settings, TemplateTable table)
    {
        yield return new(EntryIngress.Create(application, entry, settings), table.Ingress(entry), settings.When(PublishFeature.Ingress));
        yield return new(EntryHttpRoute.Create(application, entry, settings), table.HttpRoute(entry), settings.When(PublishFeature.HttpRoute));
    }
}
