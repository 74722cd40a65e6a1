namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class PublisherTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public async Task Publish_OfEachProfile_WritesTheGoldenFiles(string profile) => GoldenFiles.Match(profile, await SampleApplication.PublishAsync(profile));

    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public async Task Publish_Twice_GivesTheSameBytes(string profile) =>
        Assert.Equal(await SampleApplication.PublishAsync(profile), await SampleApplication.PublishAsync(profile));

    [Fact]
    public async Task ChartTemplates_WithOtherSettings_AreTheSame()
    {
        var usual = Templates(await SampleApplication.PublishAsync());
        var other = Templates(await SampleApplication.PublishAsync(
            "full", ("Probes:Enabled", "false"), ("Dashboard:Enabled", "true"), ("Tag", "2"), ("NodePort", "0"), ("Resources:Enabled", "false")));

        Assert.Equal(usual, other);

        static Dictionary<string, string> Templates(IEnumerable<EdgeProxy.Hosting.Kubernetes.Output.PublishedFile> files) =>
            files.Where(file => file.Path.StartsWith("chart/templates/", StringComparison.Ordinal)).ToDictionary(file => file.Path, file => file.Text);
    }

    [Fact]
    public async Task PublishedFiles_EndEveryLineWithALineFeedAlone() =>
        Assert.All(await SampleApplication.PublishAsync(), file =>
        {
            Assert.DoesNotContain('\r', file.Text);
            Assert.EndsWith("\n", file.Text, StringComparison.Ordinal);
        });
}
