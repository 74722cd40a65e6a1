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
            .. application.Claims.Select(claim => new Manifest(StorageClaim.Create(application, claim), table.Claim(claim), StorageClaim.IsMade(claim))),
            .. application.Secrets.Count == 0 ? [] : new Manifest[] { new(ApplicationSecret.Create(application), table.Secret(application), ApplicationSecret.IsInChart) },
            .. application.Entry is { } entry ? Entry(application, entry, settings, table) : [],
            .. application.Entrances.SelectMany(entrance => Entrance(application, entrance, table)),
            new(DashboardObjects.Deployment(application, settings), table.DashboardDeployment(), settings.When(PublishFeature.Dashboard)),
            new(DashboardObjects.Service(application), table.Labelled(), settings.When(PublishFeature.Dashboard)),
        ];
    }

    private static IEnumerable<Manifest> Workload(
        PublishedApplication application, PublishedWorkload workload, PublishSettings settings, TemplateTable table)
    {
        var pods = new Manifest(WorkloadObject.Create(application, workload, settings), table.Workload(workload)) { Name = workload.Name };
        var service = workload.Port is null || workload.RunsToCompletion ? null : new Manifest(FullService.Create(application, workload), table.Service(workload));
        foreach (var manifest in Customization.Apply(workload, pods, service))
            yield return workload.Kind == WorkloadKind.Job && manifest.Content == pods.Content ? JobName.Apply(manifest, workload) : manifest;
        foreach (var files in workload.ConfigMaps)
            yield return new(ConfigFiles.Create(application, files), table.Labelled());
        if (workload.RunsToCompletion)
            yield break;
        if (workload.PodsService is not null)
            yield return new(FullService.Pods(application, workload), table.Labelled(), settings.ResolvesPods(workload));
        if (workload.Kind == WorkloadKind.Deployment)
        {
            yield return new(
                DisruptionBudget.Create(application, workload), table.Labelled(), settings.When(PublishFeature.DisruptionBudget).And(workload.HasSeveralReplicas()));
        }

        // An Ingress or a Gateway sends requests from pods that no policy here could name.
        if (!workload.IsExternal && workload.Callers.Count > 0 && !application.Entrances.Any(entrance => entrance.Targets.Contains(workload.Name)))
            yield return new(CallersPolicy.Create(application, workload), table.Labelled(), settings.When(PublishFeature.NetworkPolicy));
        if (workload.IsScalable)
            yield return new(Autoscaler.Create(application, workload, settings), table.Autoscaler(workload), settings.When(PublishFeature.Autoscaling));
    }

    private static IEnumerable<Manifest> Entrance(PublishedApplication application, PublishedEntrance entrance, TemplateTable table)
    {
        if (!entrance.IsGateway)
        {
            yield return new(EntranceIngress.Create(application, entrance), table.Entrance(entrance));
            yield break;
        }

        yield return new(EntranceGateway.Create(application, entrance), table.Entrance(entrance));
        foreach (var (name, hosts, paths) in EntranceGateway.RoutesOf(entrance))
            yield return new(EntranceGateway.Route(application, entrance, name, hosts, paths), table.Route(hosts, paths));
    }

    private static IEnumerable<Manifest> Entry(
        PublishedApplication application, PublishedWorkload entry, PublishSettings settings, TemplateTable table)
    {
        yield return new(EntryIngress.Create(application, entry, settings), table.Ingress(entry), settings.When(PublishFeature.Ingress));
        yield return new(EntryHttpRoute.Create(application, entry, settings), table.HttpRoute(entry), settings.When(PublishFeature.HttpRoute));
    }
}
