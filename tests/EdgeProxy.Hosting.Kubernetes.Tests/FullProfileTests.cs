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
    public async Task Feature_SwitchedOff_IsNotPublished(string feature, string mark)
    {
        Assert.Contains(await PublishedAsync(), leaf => leaf.Contains(mark, StringComparison.Ordinal));

        Assert.DoesNotContain(await PublishedAsync(($"{feature}:Enabled", "false")), leaf => leaf.Contains(mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HeadlessServices", "Service/ping-svc .spec.clusterIP = \"None\"")]
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

    [Fact]
    public async Task HeadlessServices_SleepLongerBeforeAPodEnds() =>
        Assert.Contains(
            "Deployment/ping-svc .spec.template.spec.containers[ping-svc].lifecycle.preStop.sleep.seconds = 15",
            await PublishedAsync(("HeadlessServices:Enabled", "true")));

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
