namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class SidecarProfileTests
{
    private static readonly string[] DescribedFiles = ["sidecar-deployment.yaml", "sidecar-service.yaml"];

    /// <summary>The hand-written variant has an image of its own for the edge; here it is the edge's, configured by variables.</summary>
    [Fact]
    public async Task SidecarProfile_IsTheHandWrittenVariantExceptForTheEdgesImage()
    {
        var described = ManifestReader.Leaves(DescribedFiles.SelectMany(file => ManifestReader.Read(File.ReadAllText(SourceFolder.Path($"Described/{file}")))));

        Assert.Equal(["Deployment/sidecar .spec.template.spec.containers[sidecar].image = \"sidecar:dev\""], described.Except(await PublishedAsync()));
    }

    [Theory]
    [InlineData("image = \"edge-proxy:dev\"")]
    [InlineData("env[HTTP_PORTS].value = \"32000\"")]
    [InlineData("env[EDGE_ADMIN_PORT].value = \"9902\"")]
    [InlineData("env[services__ping-svc__http__0].value = \"http://localhost:8080\"")]
    [InlineData("env[services__pong-svc__http__0].value = \"http://localhost:8080\"")]
    [InlineData("readinessProbe.httpGet.port = 9902")]
    public async Task SidecarProfile_PointsTheEdgeToItsOwnPod(string setting) =>
        Assert.Contains($"Deployment/sidecar .spec.template.spec.containers[sidecar].{setting}", await PublishedAsync());

    /// <summary>SIGTERM comes to both containers at once: the service outlives the edge's pause (10 s) and drain (25 s), within the grace period.</summary>
    [Fact]
    public async Task SidecarProfile_KeepsTheServiceUntilTheEdgeHasDrained()
    {
        var leaves = await PublishedAsync();

        Assert.Contains("Deployment/sidecar .spec.template.spec.containers[sidecar].lifecycle.preStop.sleep.seconds = 10", leaves);
        Assert.Contains("Deployment/sidecar .spec.template.spec.containers[ping-svc].lifecycle.preStop.sleep.seconds = 35", leaves);
        Assert.Contains("Deployment/sidecar .spec.template.spec.terminationGracePeriodSeconds = 45", leaves);
    }

    private static async Task<SortedSet<string>> PublishedAsync() => ManifestReader.Leaves(PlainObjects.Of(await SampleApplication.PublishAsync("sidecar")));
}
