namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>The plain YAML, by the genuine kubectl.</summary>
public sealed class KustomizationTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public async Task Kustomization_OfEachProfile_NamesEveryObject(string profile)
    {
        var files = await SampleApplication.PublishAsync(profile);
        using var folder = await PublishedFolder.CreateAsync(files, TestContext.Current.CancellationToken);

        var built = await RealTool.KubectlAsync("kustomize", folder.Manifests);

        Assert.True(built.Succeeded, built.Error);
        Assert.Equal(ManifestReader.Leaves(PlainObjects.Of(files)), ManifestReader.Leaves(ManifestReader.Read(built.Output)));
    }

    [Fact]
    public async Task Kustomization_WithNamespace_PutsEveryObjectIntoIt()
    {
        var files = await SampleApplication.PublishAsync("full", ("Namespace", "edge"));
        using var folder = await PublishedFolder.CreateAsync(files, TestContext.Current.CancellationToken);

        var built = await RealTool.KubectlAsync("kustomize", folder.Manifests);

        Assert.All(ManifestReader.Read(built.Output).Values, manifest => Assert.Equal("edge", manifest["metadata"]!["namespace"]!.GetValue<string>()));
    }
}
