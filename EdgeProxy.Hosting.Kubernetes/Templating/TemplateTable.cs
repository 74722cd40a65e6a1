using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Templating;

/// <summary>
/// The table that ties (object, path) to the chart's values. Plain YAML has the value that the object has there, the chart the
/// expression; a condition that is off takes the node out of plain YAML.
/// </summary>
internal sealed class TemplateTable(PublishSettings settings)
{
    private const string PodTemplate = "spec.template";

    /// <summary>The object that runs a workload's pods.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Workload(PublishedWorkload workload)
    {
        var template = workload.Kind == WorkloadKind.CronJob ? $"spec.jobTemplate.{PodTemplate}" : PodTemplate;
        var pod = $"{template}.spec";
        var container = $"{pod}.containers[{workload.Name}]";
        var values = workload.ValuesKey;
        return Table(
        [
            .. StandardLabels.Templates(settings),
            workload.IsScalable ? ScalableReplicas(workload) : TemplateNode.Value("spec.replicas", $"{values}.replicas"),
            TemplateNode.When("spec.strategy", settings.When(PublishFeature.RollingUpdate)),
            .. Annotations(workload, template),
            .. Container(container, values, settings).Where(node => workload.ContainerImage is null || !ImageNodes(container).Contains(node.Path)),
            .. workload.ContainerImage is null ? [] : new[] { TemplateNode.Text($"{container}.image", $"{values}.image") },
            .. ParameterNodes.Of(workload, container),
            .. Pod(pod),
            TemplateNode.When($"{pod}.topologySpreadConstraints", settings.When(PublishFeature.TopologySpread).And(workload.HasSeveralReplicas())),
            .. workload.Volumes.Where(volume => volume.Claim is not null).DistinctBy(volume => volume.Name).Select(volume => new TemplateNode(
                $"{pod}.volumes[{volume.Name}].persistentVolumeClaim.claimName", $"{{{{ .Values.{volume.Claim!.ValuesKey}.{StorageClaim.ExistingKey} | default \"{volume.Claim.Name}\" | quote }}}}")),
            TemplateNode.When($"{container}.lifecycle", settings.When(PublishFeature.Drain)),
            .. workload.PodsService is null
                ? []
                : new TemplateNode[] { new($"{container}.lifecycle.preStop.sleep.seconds", Ternary($"{Probes.HeadlessPauseSeconds}", $"{Probes.PauseSeconds}", settings.ResolvesPods(workload))) },
            .. References(workload, container),
            .. workload.IsEdge ? EdgeLiveness(container) : [],
        ]);
    }

    /// <summary>The rows of the application's Secret.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Secret(PublishedApplication application) => Table(
    [
        .. StandardLabels.Templates(settings),
        .. application.Secrets.Select(secret => new TemplateNode($"stringData.{secret.Key}", ParameterNodes.Required(secret))),
    ]);

    /// <summary>The Ingress of <c>AddIngress</c>, or the Gateway of <c>AddGateway</c>.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Entrance(PublishedEntrance entrance) =>
        Table([.. StandardLabels.Templates(settings), .. entrance.IsGateway ? EntranceNodes.OfGateway(entrance) : EntranceNodes.OfIngress(entrance)]);

    /// <summary>An HTTPRoute of <c>AddGateway</c>.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Route(IReadOnlyList<PublishedText> hosts, IReadOnlyList<PublishedPath> paths) =>
        Table([.. StandardLabels.Templates(settings), .. EntranceNodes.OfRoute(hosts, paths)]);

    /// <summary>The storage behind a named volume.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Claim(PublishedClaim claim) => Table(
    [
        .. StandardLabels.Templates(settings),
        TemplateNode.Text("spec.resources.requests.storage", $"{claim.ValuesKey}.size"),
        TemplateNode.Text("spec.storageClassName", $"{claim.ValuesKey}.storageClass", FeatureConditions.Given($"{claim.ValuesKey}.storageClass", claim.StorageClass is not null)),
    ]);

    public IReadOnlyDictionary<string, TemplateNode> Service(PublishedWorkload workload) => Table(
    [
        .. StandardLabels.Templates(settings),
        .. workload.IsExternal ? ExternalService(workload) : [],
    ]);

    public IReadOnlyDictionary<string, TemplateNode> Labelled() => Table(StandardLabels.Templates(settings));

    public IReadOnlyDictionary<string, TemplateNode> Autoscaler(PublishedWorkload workload) => Table(
    [
        .. StandardLabels.Templates(settings),
        TemplateNode.Value("spec.minReplicas", $"{workload.ValuesKey}.replicas"),
        TemplateNode.Value("spec.maxReplicas", "autoscaling.maxReplicas"),
        TemplateNode.Value("spec.metrics[0].resource.target.averageUtilization", "autoscaling.targetCpuPercent"),
    ]);

    public IReadOnlyDictionary<string, TemplateNode> Ingress(PublishedWorkload entry) => Table(
    [
        .. StandardLabels.Templates(settings),
        TemplateNode.Text("spec.ingressClassName", "ingress.className", FeatureConditions.Given("ingress.className", settings.IngressClassName is not null)),
        TemplateNode.Text("spec.rules[0].host", "ingress.host"),
        TemplateNode.Value("spec.rules[0].http.paths[0].backend.service.port.number", $"{entry.ValuesKey}.service.port"),
        TemplateNode.When("spec.tls", FeatureConditions.Given("ingress.tlsSecret", settings.IngressTlsSecret is not null)),
        TemplateNode.Text("spec.tls[0].hosts[0]", "ingress.host"),
        TemplateNode.Text("spec.tls[0].secretName", "ingress.tlsSecret"),
    ]);

    public IReadOnlyDictionary<string, TemplateNode> HttpRoute(PublishedWorkload entry) => Table(
    [
        .. StandardLabels.Templates(settings),
        TemplateNode.Text("spec.hostnames[0]", "httpRoute.host"),
        TemplateNode.Text($"spec.parentRefs[{settings.HttpRouteGateway}].name", "httpRoute.gateway"),
        TemplateNode.Value($"spec.rules[0].backendRefs[{entry.Name}].port", $"{entry.ValuesKey}.service.port"),
    ]);

    public IReadOnlyDictionary<string, TemplateNode> SidecarDeployment(PublishedSidecar sidecar)
    {
        const string pod = $"{PodTemplate}.spec";
        var edge = $"{pod}.containers[{sidecar.Name}]";
        var service = $"{pod}.containers[{sidecar.Service.Name}]";
        return Table(
        [
            .. StandardLabels.Templates(settings),
            TemplateNode.When("spec.strategy", settings.When(PublishFeature.RollingUpdate)),
            .. Annotations(SidecarObjects.EdgeOf(sidecar), PodTemplate),
            // One pod has nothing to spread.
            TemplateNode.When($"{pod}.topologySpreadConstraints", settings.When(PublishFeature.TopologySpread) with { IsOn = false }),
            .. Pod(pod),
            .. Container(edge, sidecar.Edge.ValuesKey, settings),
            .. EdgeLiveness(edge),
            .. Container(service, sidecar.Service.ValuesKey, settings),
            TemplateNode.When($"{edge}.lifecycle", settings.When(PublishFeature.Drain)),
            TemplateNode.When($"{service}.lifecycle", settings.When(PublishFeature.Drain)),
        ]);
    }

    public IReadOnlyDictionary<string, TemplateNode> DashboardDeployment()
    {
        const string pod = $"{PodTemplate}.spec";
        var container = $"{pod}.containers[{DashboardObjects.Name}]";
        return Table(
        [
            .. StandardLabels.Templates(settings),
            .. Container(container, DashboardObjects.ValuesKey, settings).Where(node => !node.Path.Contains(".env[", StringComparison.Ordinal) && !ImageNodes(container).Contains(node.Path)),
            TemplateNode.Text($"{container}.image", $"{DashboardObjects.ValuesKey}.image"),
            .. Pod(pod),
            TemplateNode.Text($"{container}.env[{DashboardObjects.BrowserTokenVariable}].valueFrom.secretKeyRef.name", "dashboard.secret"),
            TemplateNode.Text($"{container}.env[{DashboardObjects.ApiKeyVariable}].valueFrom.secretKeyRef.name", "dashboard.secret"),
        ]);
    }

    // What the autoscaler decided stays: without a cluster, plain YAML leaves the number to it.
    private TemplateNode ScalableReplicas(PublishedWorkload workload) =>
        new("spec.replicas", $"{{{{ include \"replicas\" (dict \"root\" $ \"name\" \"{workload.Name}\" \"replicas\" .Values.{workload.ValuesKey}.replicas) }}}}")
        {
            IsInPlainYaml = !settings.Has(PublishFeature.Autoscaling) || settings.LiveReplicas is not null,
        };

    private IEnumerable<TemplateNode> Annotations(PublishedWorkload workload, string template)
    {
        var annotations = $"{template}.metadata.annotations";
        if (workload.ContainerImage is not null)
            yield break;
        var hasChecksum = FeatureConditions.Given($"{workload.ValuesKey}.image.checksum", workload.ImageChecksum is not null);
        var isScraped = settings.When(PublishFeature.PrometheusScrape);
        // Around all of them, where each may be away.
        if (!workload.ConfigMaps.Any())
            yield return TemplateNode.When(annotations, workload.IsEdge ? isScraped.Or(hasChecksum) : hasChecksum);
        yield return TemplateNode.Text($"{annotations}.{PodAnnotations.ImageChecksum}", $"{workload.ValuesKey}.image.checksum", hasChecksum);
        foreach (var annotation in PodAnnotations.Prometheus)
            yield return TemplateNode.When($"{annotations}.{annotation}", isScraped);
    }

    private IEnumerable<TemplateNode> References(PublishedWorkload workload, string container) =>
        from reference in workload.References
        where reference.Pods is not null
        select new TemplateNode(
            $"{container}.env[{reference.DiscoveryVariable}].value",
            Ternary($"\"{reference.AddressOf(reference.Pods!.PodsService!)}\"", $"\"{reference.Address}\"", settings.ResolvesPods(reference.Pods!)));

    private static string Ternary(string whenOn, string whenOff, Condition condition) => $"{{{{ ternary {whenOn} {whenOff} ({condition.Expression}) }}}}";

    // The image of a container is not one of ours: it has its own name, and is pulled as its registry wants.
    private static string[] ImageNodes(string container) => [$"{container}.image", $"{container}.imagePullPolicy"];

    private IEnumerable<TemplateNode> Pod(string pod) =>
    [
        TemplateNode.When($"{pod}.automountServiceAccountToken", settings.When(PublishFeature.SecurityContext)),
        TemplateNode.When($"{pod}.securityContext", settings.When(PublishFeature.SecurityContext)),
        TemplateNode.When($"{pod}.terminationGracePeriodSeconds", settings.When(PublishFeature.Drain)),
    ];

    private static IEnumerable<TemplateNode> Container(string container, string values, PublishSettings settings)
    {
        var probes = settings.When(PublishFeature.Probes);
        var telemetry = Telemetry(settings);
        yield return new($"{container}.image", $"{{{{ include \"image\" (dict \"root\" $ \"image\" .Values.{values}.image) | quote }}}}");
        yield return TemplateNode.Text($"{container}.imagePullPolicy", "image.pullPolicy");
        yield return TemplateNode.When($"{container}.startupProbe", probes);
        yield return TemplateNode.When($"{container}.readinessProbe", probes);
        yield return TemplateNode.When($"{container}.livenessProbe", probes);
        yield return TemplateNode.When($"{container}.securityContext", settings.When(PublishFeature.SecurityContext));
        yield return TemplateNode.Block($"{container}.resources", $"{values}.resources", FeatureConditions.Given($"{values}.resources", settings.Resources));
        yield return TemplateNode.When($"{container}.env[{ContainerEnvironment.AdminAccess}]", settings.When(PublishFeature.PrometheusScrape));
        yield return new(
            $"{container}.env[{ContainerEnvironment.OtlpEndpoint}].value", $"{{{{ .Values.otlp.endpoint | default \"{DashboardObjects.OtlpAddress}\" | quote }}}}");
        yield return new(
            $"{container}.env[{ContainerEnvironment.OtlpHeaders}].valueFrom.secretKeyRef.name",
            "{{ .Values.otlp.headersSecret | default .Values.dashboard.secret | quote }}");
        foreach (var variable in new[]
        {
            ContainerEnvironment.PodName, ContainerEnvironment.OtlpEndpoint, ContainerEnvironment.OtlpHeaders, ContainerEnvironment.OtlpProtocol,
            ContainerEnvironment.OtelResourceAttributes, ContainerEnvironment.OtelServiceName,
        })
        {
            yield return TemplateNode.When($"{container}.env[{variable}]", telemetry);
        }
    }

    private IEnumerable<TemplateNode> EdgeLiveness(string container)
    {
        var isReadable = settings.When(PublishFeature.PrometheusScrape);
        yield return TemplateNode.When($"{container}.livenessProbe.httpGet", isReadable);
        yield return TemplateNode.When($"{container}.livenessProbe.tcpSocket", isReadable.Not());
    }

    private static IEnumerable<TemplateNode> ExternalService(PublishedWorkload workload)
    {
        var service = $"{workload.ValuesKey}.service";
        var port = $"spec.ports[{workload.Name}]";
        // A ClusterIP Service may have no node port, and 0 lets the cluster pick one.
        var hasNodePort = new Condition($"and .Values.{service}.nodePort (ne .Values.{service}.type \"ClusterIP\")", workload is { NodePort: > 0, ServiceType: not "ClusterIP" });
        yield return TemplateNode.Text("spec.type", $"{service}.type");
        yield return TemplateNode.Value($"{port}.port", $"{service}.port");
        yield return TemplateNode.Value($"{port}.nodePort", $"{service}.nodePort", hasNodePort);
    }

    private static Condition Telemetry(PublishSettings settings) => new(
        $"or .Values.otlp.endpoint .Values.{PublishFeature.Dashboard.ValuesKey}", settings.OtlpEndpoint is not null || settings.Has(PublishFeature.Dashboard));

    private static Dictionary<string, TemplateNode> Table(IEnumerable<TemplateNode> nodes) => nodes.ToDictionary(node => node.Path, StringComparer.Ordinal);
}
