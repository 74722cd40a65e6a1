using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>All values of an application's chart, in the order of values.yaml. A secret has a key, and no value.</summary>
internal static class ChartValues
{
    private const string DigestPattern = "^(sha256:[0-9a-f]{64})?$";

    public static IReadOnlyList<ChartValue> Create(PublishedApplication application, PublishSettings settings) =>
    [
        new("image.registry", settings.Registry ?? "", "What comes before the name of every image, such as registry.example.com/team.", ValueSchema.Text),
        new("image.tag", settings.Tag, "The tag of every image that has none of its own.", ValueSchema.Text),
        new("image.pullPolicy", settings.PullPolicy, "When images are pulled.", ValueSchema.OneOf("Never", "IfNotPresent", "Always")),
        .. application.Workloads.SelectMany(workload => Workload(workload, settings)),
        .. application.Claims.SelectMany(Claim),
        .. application.Parameters.Select(parameter => new ChartValue($"parameters.{parameter.ValuesKey}", parameter.Value!, $"The parameter {parameter.Name}.", ValueSchema.Text)),
        .. Secrets(application),
        new("otlp.endpoint", settings.OtlpEndpoint ?? "", "Where telemetry goes (OTLP over gRPC), such as http://collector:4317. Empty: to the dashboard if that is on, else nowhere.", ValueSchema.Text),
        new("otlp.headersSecret", settings.OtlpHeadersSecret ?? "", $"A Secret whose key '{ContainerEnvironment.HeadersKey}' has the headers of OTLP requests. Empty: the dashboard's.", ValueSchema.Text),
        .. PublishFeature.All.SelectMany(feature => Feature(feature, settings)),
        new("test.image", settings.TestImage, "The image of the pod of 'helm test': it needs wget.", ValueSchema.Text),
    ];

    private static IEnumerable<ChartValue> Workload(PublishedWorkload workload, PublishSettings settings)
    {
        var key = workload.ValuesKey;
        foreach (var value in workload.ContainerImage is { } image ? [new($"{key}.image", image, "The image.", ValueSchema.Text)] : Image(key, workload.Image, settings.Tag, workload.ImageChecksum))
            yield return value;
        if (workload.IsScalable)
            yield return new($"{key}.replicas", workload.Replicas, "The number of pods; the least number while autoscaling is on.", ValueSchema.Number(0, 1000));
        else if (!workload.RunsToCompletion)
            yield return new($"{key}.replicas", workload.Replicas, "The number of pods.", ValueSchema.Number(0, workload.Kind == WorkloadKind.StatefulSet ? 1 : 1000));
        if (workload.IsExternal)
        {
            yield return new($"{key}.service.type", workload.ServiceType, "How clients outside of the cluster get in.", ValueSchema.OneOf("NodePort", "LoadBalancer", "ClusterIP"));
            yield return new($"{key}.service.port", workload.Port!.Number, "The port of the Service.", ValueSchema.Number(1, 65535));
            yield return new($"{key}.service.nodePort", workload.NodePort, "The port of every node, 30000 to 32767; 0 lets the cluster pick one.", ValueSchema.NodePort);
        }

        yield return Resources(key, workload.Resources, settings);
    }

    private static IEnumerable<ChartValue> Claim(PublishedClaim claim) =>
    [
        new($"{claim.ValuesKey}.size", claim.Size, $"How much storage the volume {claim.Source} asks for.", ValueSchema.Text),
        new($"{claim.ValuesKey}.storageClass", claim.StorageClass ?? "", "Its storage class; empty for the cluster's default.", ValueSchema.Text),
        new($"{claim.ValuesKey}.{StorageClaim.ExistingKey}", "", $"A PersistentVolumeClaim that is there already. Empty: the claim {claim.Name} is made.", ValueSchema.Text),
    ];

    private static IEnumerable<ChartValue> Secrets(PublishedApplication application)
    {
        if (application.Secrets.Count == 0)
            yield break;
        yield return new(
            ApplicationSecret.ExistingKey, "", $"A Secret that is there already, with the keys {string.Join(", ", application.Secrets.Select(secret => secret.Key))}. Empty: one is made of what follows.", ValueSchema.Text);
        foreach (var parameter in application.Secrets.Select(secret => secret.Parameter).Distinct())
            yield return new($"secrets.{parameter.ValuesKey}", "", $"The secret {parameter.Name}. Given when the chart is installed, through '--values -' or a file that only you can read; never written here.", ValueSchema.Text);
    }

    private static IEnumerable<ChartValue> Feature(PublishFeature feature, PublishSettings settings)
    {
        yield return new(feature.ValuesKey, settings.Has(feature), feature.Description, ValueSchema.Switch);
        foreach (var value in Details(feature, settings))
            yield return value;
    }

    private static IEnumerable<ChartValue> Details(PublishFeature feature, PublishSettings settings)
    {
        if (feature == PublishFeature.Autoscaling)
        {
            yield return new("autoscaling.maxReplicas", settings.MaxReplicas, "The most pods of one Deployment.", ValueSchema.Number(1, 1000));
            yield return new("autoscaling.targetCpuPercent", settings.TargetCpuPercent, "The CPU use to aim at, in percent of what is requested.", ValueSchema.Number(1, 100));
        }
        else if (feature == PublishFeature.Ingress)
        {
            yield return new("ingress.className", settings.IngressClassName ?? "", "The class; empty for the cluster's default.", ValueSchema.Text);
            yield return new("ingress.host", settings.IngressHost, "The host name.", ValueSchema.Text);
            yield return new("ingress.tlsSecret", settings.IngressTlsSecret ?? "", "The Secret with the host's certificate; empty for plain HTTP.", ValueSchema.Text);
        }
        else if (feature == PublishFeature.HttpRoute)
        {
            yield return new("httpRoute.gateway", settings.HttpRouteGateway, "The Gateway that it attaches to.", ValueSchema.Text);
            yield return new("httpRoute.host", settings.HttpRouteHost, "The host name.", ValueSchema.Text);
        }
        else if (feature == PublishFeature.Dashboard)
        {
            yield return new(
                "dashboard.secret",
                settings.DashboardSecret,
                $"A Secret with the keys {DashboardObjects.BrowserTokenKey}, {DashboardObjects.ApiKeyKey} and {ContainerEnvironment.HeadersKey} (x-otlp-api-key=KEY).",
                ValueSchema.Text);
            yield return new($"{DashboardObjects.ValuesKey}.image", settings.DashboardImage, "The image.", ValueSchema.Text);
            yield return Resources(DashboardObjects.ValuesKey, PublishedResources.Edge, settings);
        }
    }

    private static IEnumerable<ChartValue> Image(string key, ImageReference image, string sharedTag, string? checksum) =>
    [
        new($"{key}.image.repository", image.Repository, "The image's name.", ValueSchema.Text),
        new($"{key}.image.tag", image.Tag == sharedTag ? "" : image.Tag, "The image's tag; empty for image.tag.", ValueSchema.Text),
        new($"{key}.image.digest", image.Digest ?? "", "The image's digest, sha256:..., which counts in place of the tag.", ValueSchema.Pattern(DigestPattern)),
        new($"{key}.image.checksum", checksum ?? "", "What changes with the image's content, sha256:...: an upgrade replaces the pods although the image's name is the same.", ValueSchema.Pattern(DigestPattern)),
    ];

    private static ChartValue Resources(string key, PublishedResources resources, PublishSettings settings) => new(
        $"{key}.resources",
        settings.Resources
            ? new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = resources.CpuRequest, ["memory"] = resources.MemoryRequest },
                ["limits"] = new JsonObject { ["cpu"] = resources.CpuLimit, ["memory"] = resources.MemoryLimit },
            }
            : [],
        "What a pod asks for and may use; {} for nothing said.",
        ValueSchema.Map);
}
