namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class FullProfileTests
{
    private static readonly string AdditionsFile = SourceFolder.Path("Golden/full-additions.txt");

    [Fact]
    public async Task FullProfile_HasEveryFieldOfTheHandWrittenManifests() =>
        Assert.Empty(Described().Except(await PublishedAsync()));

    /// <summary>The whole list of what is added: a reviewer sees a new field here, and none of them is one that was described.</summary>
    [Fact]
    public async Task FullProfile_AddsTheListedFieldsAndNoOthers()
    {
        var additions = (await PublishedAsync()).Except(Described()).ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllLines(AdditionsFile, additions);

        Assert.Equal(File.ReadAllLines(AdditionsFile), additions);
    }

    [Fact]
    public async Task FullProfile_GivesNoHandWrittenFieldASecondValue()
    {
        var described = Described().Select(Field).ToHashSet();

        var doubled = (await PublishedAsync()).Except(Described()).Select(Field).Where(described.Contains);

        Assert.Empty(doubled);

        static string Field(string leaf) => leaf[..leaf.IndexOf(" = ", StringComparison.Ordinal)];
    }

    [Theory]
    [InlineData("Labels", ".metadata.labels.app.kubernetes.io")]
    [InlineData("Probes", "Probe.")]
    [InlineData("Drain", "terminationGracePeriodSeconds")]
    [InlineData("RollingUpdate", ".spec.strategy")]
    [InlineData("SecurityContext", "securityContext")]
    [InlineData("TopologySpread", "topologySpreadConstraints")]
    [InlineData("PodDisruptionBudget", "PodDisruptionBudget/")]
    [InlineData("NetworkPolicy", "NetworkPolicy/")]
    [InlineData("PrometheusScrape", "prometheus.io")]
    [InlineData("Resources", ".resources.")]
    [InlineData("HeadlessServices", "Service/ping-svc-pods .spec.clusterIP = \"None\"")]
    [InlineData("HeadlessServices", "env[services__ping-svc__http__0].value = \"http://ping-svc-pods:8080\"")]
    [InlineData("HeadlessServices", "containers[ping-svc].lifecycle.preStop.sleep.seconds = 15")]
    public async Task Feature_SwitchedOff_IsNotPublished(string feature, string mark)
    {
        Assert.Contains(await PublishedAsync(), leaf => leaf.Contains(mark, StringComparison.Ordinal));

        Assert.DoesNotContain(await PublishedAsync(($"{feature}:Enabled", "false")), leaf => leaf.Contains(mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Autoscaling", "HorizontalPodAutoscaler/edge-proxy .spec.minReplicas = 1")]
    [InlineData("Ingress", "Ingress/edge-proxy .spec.rules[0].host = \"edge-proxy.local\"")]
    [InlineData("HttpRoute", "HTTPRoute/edge-proxy .spec.parentRefs[gateway].name = \"gateway\"")]
    [InlineData("Dashboard", "Deployment/dashboard .spec.template.spec.containers[dashboard].image = \"mcr.microsoft.com/dotnet/aspire-dashboard:13.6\"")]
    public async Task Feature_SwitchedOn_IsPublished(string feature, string leaf)
    {
        Assert.DoesNotContain(leaf, await PublishedAsync());

        Assert.Contains(leaf, await PublishedAsync(($"{feature}:Enabled", "true")));
    }

    [Fact]
    public async Task Autoscaling_LeavesTheReplicasToTheAutoscaler() =>
        Assert.DoesNotContain(await PublishedAsync(("Autoscaling:Enabled", "true")), leaf => leaf.Contains(".spec.replicas", StringComparison.Ordinal));

    /// <summary>The address of a service with a single pod still works while that pod is replaced; its pod's own address does not.</summary>
    [Fact]
    public async Task HeadlessServices_OfASinglePod_AreNotPublished()
    {
        var builder = SampleApplication.Builder();
        builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == "pong-svc")).WithReplicas(1);

        var leaves = ManifestReader.Leaves(PlainObjects.Of(await SampleApplication.PublishAsync(builder, SampleApplication.Settings())));

        Assert.DoesNotContain(leaves, leaf => leaf.StartsWith("Service/pong-svc-pods", StringComparison.Ordinal));
        Assert.Contains("Deployment/edge-proxy .spec.template.spec.containers[edge-proxy].env[services__pong-svc__http__0].value = \"http://pong-svc:8080\"", leaves);
        Assert.Contains("Deployment/edge-proxy .spec.template.spec.containers[edge-proxy].env[services__ping-svc__http__0].value = \"http://ping-svc-pods:8080\"", leaves);
    }

    [Fact]
    public async Task HeadlessServices_LeaveTheServicesWithAClusterAddressAsTheyAre()
    {
        var with = (await PublishedAsync()).Where(leaf => leaf.StartsWith("Service/ping-svc ", StringComparison.Ordinal));
        var without = (await PublishedAsync(("HeadlessServices:Enabled", "false"))).Where(leaf => leaf.StartsWith("Service/ping-svc ", StringComparison.Ordinal));

        Assert.Equal(without, with);
        Assert.DoesNotContain(with, leaf => leaf.Contains("clusterIP", StringComparison.Ordinal));
    }

    /// <summary>While the only pod is replaced, it takes requests until its successor is ready: /ready must not fail before.</summary>
    [Fact]
    public async Task Edge_StaysReadyForAPauseBeforeItDrains()
    {
        var leaves = await PublishedAsync();

        Assert.Contains("Deployment/edge-proxy .spec.template.spec.containers[edge-proxy].lifecycle.preStop.sleep.seconds = 10", leaves);
        Assert.Contains("Deployment/edge-proxy .spec.template.spec.terminationGracePeriodSeconds = 45", leaves);
    }

    [Fact]
    public async Task Dashboard_ReceivesTelemetryWithAKeyThatIsInNoFile()
    {
        var leaves = await PublishedAsync(("Dashboard:Enabled", "true"));

        Assert.Contains("Deployment/ping-svc .spec.template.spec.containers[ping-svc].env[OTEL_EXPORTER_OTLP_ENDPOINT].value = \"http://dashboard:18889\"", leaves);
        Assert.Contains(
            "Deployment/ping-svc .spec.template.spec.containers[ping-svc].env[OTEL_EXPORTER_OTLP_HEADERS].valueFrom.secretKeyRef.name = \"edge-proxy-dashboard\"", leaves);
    }

    [Theory]
    [InlineData("LoadBalancer")]
    [InlineData("ClusterIP")]
    public async Task ServiceType_IsThatOfTheSettings(string type) =>
        Assert.Contains($"Service/edge-proxy .spec.type = \"{type}\"", await PublishedAsync(("ServiceType", type)));

    [Fact]
    public async Task ServiceType_ClusterIP_HasNoNodePort() =>
        Assert.DoesNotContain(await PublishedAsync(("ServiceType", "ClusterIP")), leaf => leaf.Contains("nodePort", StringComparison.Ordinal));

    private static async Task<SortedSet<string>> PublishedAsync(params (string Key, string Value)[] settings) =>
        ManifestReader.Leaves(PlainObjects.Of(await SampleApplication.PublishAsync("full", settings)));

    private static SortedSet<string> Described() => ManifestReader.Leaves(
        SeedProfileTests.DescribedFiles.SelectMany(row => ManifestReader.Read(File.ReadAllText(SourceFolder.Path($"Described/{row.Data}")))));
}
