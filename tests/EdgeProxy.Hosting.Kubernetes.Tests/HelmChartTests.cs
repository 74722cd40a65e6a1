namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>The chart, by the genuine Helm.</summary>
public sealed class HelmChartTests
{
    private const string Release = "edge-proxy";

    private static readonly string Digest = "sha256:" + new string('a', 64);

    /// <summary>Settings of a publish, and the values that an installation of the default chart needs for the same.</summary>
    public static TheoryData<string, string> SameByEitherWay => new()
    {
        { "", "" },
        { "Registry=registry.example.com:5000/team Tag=1.2.3 PullPolicy=Always", "image.registry=registry.example.com:5000/team,image.tag=1.2.3,image.pullPolicy=Always" },
        { $"Digests:ping-svc={Digest}", $"pingSvc.image.digest={Digest}" },
        { "ServiceType=LoadBalancer", "edgeProxy.service.type=LoadBalancer" },
        { "ServiceType=ClusterIP", "edgeProxy.service.type=ClusterIP" },
        { "NodePort=0", "edgeProxy.service.nodePort=0" },
        { "NodePort=31000", "edgeProxy.service.nodePort=31000" },
        { "Labels:Enabled=false", "labels.enabled=false" },
        { "Probes:Enabled=false", "probes.enabled=false" },
        { "Drain:Enabled=false", "drain.enabled=false" },
        { "RollingUpdate:Enabled=false", "rollingUpdate.enabled=false" },
        { "SecurityContext:Enabled=false", "securityContext.enabled=false" },
        { "PodDisruptionBudget:Enabled=false", "podDisruptionBudget.enabled=false" },
        { "TopologySpread:Enabled=false", "topologySpread.enabled=false" },
        { "NetworkPolicy:Enabled=false", "networkPolicy.enabled=false" },
        { "PrometheusScrape:Enabled=false", "prometheusScrape.enabled=false" },
        { "Resources:Enabled=false", "pingSvc.resources=null,pongSvc.resources=null,edgeProxy.resources=null" },
        { "HeadlessServices:Enabled=false", "headlessServices.enabled=false" },
        { "Ingress:Enabled=true Ingress:ClassName=nginx Ingress:TlsSecret=tls", "ingress.enabled=true,ingress.className=nginx,ingress.tlsSecret=tls" },
        { "Ingress:Enabled=true", "ingress.enabled=true" },
        { "HttpRoute:Enabled=true HttpRoute:Gateway=public", "httpRoute.enabled=true,httpRoute.gateway=public" },
        { "Otlp:Endpoint=http://collector:4317 Otlp:HeadersSecret=otlp", "otlp.endpoint=http://collector:4317,otlp.headersSecret=otlp" },
        { "Dashboard:Enabled=true", "dashboard.enabled=true" },
    };

    [Theory]
    [MemberData(nameof(SameByEitherWay))]
    public async Task Chart_WithValues_RendersThePlainYaml(string settings, string values)
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", Release, folder.Chart, "--skip-tests", "--set", values);

        Assert.True(rendered.Succeeded, rendered.Error);
        Assert.Equal(
            ManifestReader.Leaves(PlainObjects.Of(await SampleApplication.PublishAsync("full", SampleApplication.Parse(settings)))),
            ManifestReader.Leaves(ManifestReader.Read(rendered.Output)));
    }

    /// <summary>Plain YAML cannot ask the cluster, and leaves the number of pods to the autoscaler; the chart starts with the least.</summary>
    [Fact]
    public async Task Chart_WithAutoscaling_StartsWithTheLeastNumberOfPods()
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", Release, folder.Chart, "--skip-tests", "--set", "autoscaling.enabled=true,autoscaling.maxReplicas=4,pingSvc.replicas=3");

        var leaves = ManifestReader.Leaves(ManifestReader.Read(rendered.Output));
        var plain = ManifestReader.Leaves(PlainObjects.Of(await SampleApplication.PublishAsync("full", ("Autoscaling:Enabled", "true"), ("Autoscaling:MaxReplicas", "4"))));
        Assert.Contains("Deployment/ping-svc .spec.replicas = 3", leaves);
        Assert.Contains("HorizontalPodAutoscaler/ping-svc .spec.minReplicas = 3", leaves);
        Assert.Equal(
            plain.Where(leaf => !leaf.Contains("minReplicas", StringComparison.Ordinal)),
            leaves.Where(leaf => !leaf.Contains(".spec.replicas", StringComparison.Ordinal) && !leaf.Contains("minReplicas", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Chart_WithAnImageChecksum_ReplacesThePodsWhenItChanges()
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", Release, folder.Chart, "--skip-tests", "--set", $"pingSvc.image.checksum={Digest},prometheusScrape.enabled=false");

        var annotations = ManifestReader.Leaves(ManifestReader.Read(rendered.Output)).Where(leaf => leaf.Contains("template.metadata.annotations", StringComparison.Ordinal));
        Assert.Equal([$"Deployment/ping-svc .spec.template.metadata.annotations.checksum/image = \"{Digest}\""], annotations);
    }

    [Fact]
    public async Task ChartValues_CarryTheSettingsOfThePublish()
    {
        var files = await SampleApplication.PublishAsync("full", SampleApplication.Parse("Registry=r.example.com Tag=2 NodePort=0 Probes:Enabled=false Dashboard:Enabled=true"));
        using var folder = await PublishedFolder.CreateAsync(files, TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", Release, folder.Chart, "--skip-tests");

        Assert.Equal(ManifestReader.Leaves(PlainObjects.Of(files)), ManifestReader.Leaves(ManifestReader.Read(rendered.Output)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edgeProxy.replicas=3,ingress.enabled=true,httpRoute.enabled=true,dashboard.enabled=true,autoscaling.enabled=true")]
    public async Task Chart_PassesTheStrictLinter(string values)
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var linted = await RealTool.HelmAsync("lint", "--strict", folder.Chart, "--set", values);

        Assert.True(linted.Succeeded, linted.Error + linted.Output);
    }

    [Theory]
    [InlineData("pingSvc.replicas=many", "pingSvc")]
    [InlineData("pingSvc.replicas=-1", "pingSvc")]
    [InlineData("pingsvc.replicas=3", "pingsvc")]
    [InlineData("edgeProxy.service.nodePort=8080", "nodePort")]
    [InlineData("edgeProxy.service.type=ExternalName", "type")]
    [InlineData("image.pullPolicy=Sometimes", "pullPolicy")]
    [InlineData("pingSvc.image.digest=abc", "digest")]
    [InlineData("probes.enabled=maybe", "probes")]
    public async Task Chart_WithAnInvalidValue_IsRefusedBySchema(string value, string named)
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", Release, folder.Chart, "--set", value);

        Assert.False(rendered.Succeeded);
        Assert.Contains("schema", rendered.Error, StringComparison.Ordinal);
        Assert.Contains(named, rendered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChartTest_AsksTheEdge()
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", Release, folder.Chart, "--show-only", "templates/tests/edge-proxy-test.yaml");

        var leaves = ManifestReader.Leaves(ManifestReader.Read(rendered.Output));
        Assert.Contains("Pod/edge-proxy-test .metadata.annotations.helm.sh/hook = \"test\"", leaves);
        Assert.Contains("Pod/edge-proxy-test .metadata.annotations.helm.sh/hook-delete-policy = \"before-hook-creation,hook-succeeded,hook-failed\"", leaves);
        Assert.Contains("Pod/edge-proxy-test .metadata.annotations.helm.sh/hook-output-log-policy = \"hook-succeeded,hook-failed\"", leaves);
        Assert.Contains("Pod/edge-proxy-test .spec.containers[wget].command[6] = \"http://edge-proxy:30000/\"", leaves);
    }

    [Theory]
    [InlineData("", "http://NODE:30000")]
    [InlineData("edgeProxy.service.nodePort=0", "http://NODE:PORT")]
    [InlineData("edgeProxy.service.type=LoadBalancer", "http://ADDRESS:30000")]
    [InlineData("edgeProxy.service.type=ClusterIP", "port-forward service/edge-proxy 30000")]
    [InlineData("dashboard.enabled=true", "port-forward deployment/dashboard 18888")]
    public async Task ChartNotes_NameTheAddressOfTheEdge(string values, string address)
    {
        using var folder = await PublishedFolder.CreateAsync(await SampleApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var installed = await RealTool.HelmAsync("install", Release, folder.Chart, "--dry-run=client", "--set", values);

        Assert.True(installed.Succeeded, installed.Error);
        Assert.Contains(address, installed.Output[installed.Output.IndexOf("NOTES:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }
}
