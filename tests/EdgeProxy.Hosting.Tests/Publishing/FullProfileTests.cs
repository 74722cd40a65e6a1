namespace EdgeProxy.Hosting.Tests.Publishing;

public sealed class FullProfileTests
{
    private static readonly string AdditionsFile = SourceFolder.Path("Golden/full-additions.txt");

    [Fact]
    public void SaysEverythingThatTheHandWrittenManifestsSay() =>
        Assert.Empty(Described().Except(Published()));

    /// <summary>The whole list of what is added: a reviewer sees a new field here, and none of them is one that was described.</summary>
    [Fact]
    public void AddsWhatIsListedAndNothingElse()
    {
        var additions = Published().Except(Described()).ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllLines(AdditionsFile, additions);

        Assert.Equal(File.ReadAllLines(AdditionsFile), additions);
    }

    [Fact]
    public void GivesNoDescribedFieldASecondValue()
    {
        var described = Described().Select(Field).ToHashSet();

        var doubled = Published().Except(Described()).Select(Field).Where(described.Contains);

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
    public void LosesWhatIsSwitchedOff(string feature, string mark)
    {
        Assert.Contains(Published(), leaf => leaf.Contains(mark, StringComparison.Ordinal));

        Assert.DoesNotContain(Published(($"{feature}:Enabled", "false")), leaf => leaf.Contains(mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HeadlessServices", "Service/ping-svc .spec.clusterIP = \"None\"")]
    [InlineData("Autoscaling", "HorizontalPodAutoscaler/edge-proxy .spec.minReplicas = 1")]
    [InlineData("Ingress", "Ingress/edge-proxy .spec.rules[0].host = \"edge-proxy.local\"")]
    [InlineData("HttpRoute", "HTTPRoute/edge-proxy .spec.parentRefs[gateway].name = \"gateway\"")]
    [InlineData("Dashboard", "Deployment/dashboard .spec.template.spec.containers[dashboard].image = \"edge-proxy-dashboard:dev\"")]
    public void GainsWhatIsSwitchedOn(string feature, string leaf)
    {
        Assert.DoesNotContain(leaf, Published());

        Assert.Contains(leaf, Published(($"{feature}:Enabled", "true")));
    }

    [Fact]
    public void LeavesTheReplicasToTheAutoscaler() =>
        Assert.DoesNotContain(Published(("Autoscaling:Enabled", "true")), leaf => leaf.Contains(".spec.replicas", StringComparison.Ordinal));

    [Fact]
    public void WaitsLongerBeforeItEndsAPodOfAHeadlessService() =>
        Assert.Contains(
            "Deployment/ping-svc .spec.template.spec.containers[ping-svc].lifecycle.preStop.sleep.seconds = 15",
            Published(("HeadlessServices:Enabled", "true")));

    [Fact]
    public void SendsTelemetryToTheDashboardWithAKeyThatIsInNoFile()
    {
        var leaves = Published(("Dashboard:Enabled", "true"));

        Assert.Contains("Deployment/ping-svc .spec.template.spec.containers[ping-svc].env[OTEL_EXPORTER_OTLP_ENDPOINT].value = \"http://dashboard:18889\"", leaves);
        Assert.Contains(
            "Deployment/ping-svc .spec.template.spec.containers[ping-svc].env[OTEL_EXPORTER_OTLP_HEADERS].valueFrom.secretKeyRef.name = \"edge-proxy-dashboard\"", leaves);
    }

    [Theory]
    [InlineData("LoadBalancer")]
    [InlineData("ClusterIP")]
    public void TakesTheTypeOfTheEdgesServiceFromTheSettings(string type) =>
        Assert.Contains($"Service/edge-proxy .spec.type = \"{type}\"", Published(("ServiceType", type)));

    [Fact]
    public void GivesAClusterIpServiceNoNodePort() =>
        Assert.DoesNotContain(Published(("ServiceType", "ClusterIP")), leaf => leaf.Contains("nodePort", StringComparison.Ordinal));

    private static SortedSet<string> Published(params (string Key, string Value)[] settings) =>
        ManifestReader.Leaves(PlainObjects.Of(SampleApplication.Publish("full", settings)));

    private static SortedSet<string> Described() => ManifestReader.Leaves(
        SeedProfileTests.DescribedFiles.SelectMany(row => ManifestReader.Read(File.ReadAllText(SourceFolder.Path($"Described/{row.Data}")))));
}
