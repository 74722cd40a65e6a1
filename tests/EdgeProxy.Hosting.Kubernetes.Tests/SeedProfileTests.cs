using EdgeProxy.Hosting.Kubernetes.Plain;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class SeedProfileTests
{
    public static TheoryData<string> DescribedFiles =>
    [
        "edge-proxy-deployment.yaml", "edge-proxy-service.yaml",
        "ping-svc-deployment.yaml", "ping-svc-service.yaml",
        "pong-svc-deployment.yaml", "pong-svc-service.yaml",
    ];

    [Theory]
    [MemberData(nameof(DescribedFiles))]
    public async Task SeedProfile_IsFieldForFieldTheHandWrittenManifest(string file)
    {
        var published = (await SampleApplication.PublishAsync("seed")).Single(one => one.Path == $"{PlainFiles.Folder}/{file}").Text;

        Assert.Equal(
            ManifestReader.Leaves(ManifestReader.Read(File.ReadAllText(SourceFolder.Path($"Described/{file}")))),
            ManifestReader.Leaves(ManifestReader.Read(published)));
    }

    [Fact]
    public async Task SeedProfile_HasNoOtherObjects() =>
        Assert.Equal(
            DescribedFiles.Select(row => $"{PlainFiles.Folder}/{row.Data}").Append($"{PlainFiles.Folder}/Kustomization").Order(),
            (await SampleApplication.PublishAsync("seed")).Select(file => file.Path).Order());

    [Fact]
    public async Task SeedProfile_LetsTheClusterPickTheNodePort() =>
        Assert.DoesNotContain((await SampleApplication.PublishAsync("seed")), file => file.Text.Contains("nodePort", StringComparison.Ordinal));

    [Fact]
    public async Task SeedProfile_WithRegistryAndTag_NamesTheImagesByThem()
    {
        var files = await SampleApplication.PublishAsync("seed", ("Registry", "registry.example.com/team"), ("Tag", "1.2.3"), ("PullPolicy", "Always"));

        var deployment = files.Single(file => file.Path.EndsWith("/ping-svc-deployment.yaml", StringComparison.Ordinal)).Text;
        Assert.Contains("image: registry.example.com/team/ping-svc:1.2.3\n", deployment, StringComparison.Ordinal);
        Assert.Contains("imagePullPolicy: Always\n", deployment, StringComparison.Ordinal);
    }
}
