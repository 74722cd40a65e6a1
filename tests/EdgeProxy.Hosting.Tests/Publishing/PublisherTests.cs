namespace EdgeProxy.Hosting.Tests.Publishing;

public sealed class PublisherTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public void WritesEveryFileByteForByteAsKept(string profile) => GoldenFiles.Match(profile, SampleApplication.Publish(profile));

    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public void GivesTheSameBytesForTheSameInput(string profile) =>
        Assert.Equal(SampleApplication.Publish(profile), SampleApplication.Publish(profile));

    [Fact]
    public void KeepsTheChartsTemplatesWhateverTheSettingsAre()
    {
        var usual = Templates(SampleApplication.Publish());
        var other = Templates(SampleApplication.Publish(
            "full", ("Probes:Enabled", "false"), ("Dashboard:Enabled", "true"), ("Tag", "2"), ("NodePort", "0"), ("Resources:Enabled", "false")));

        Assert.Equal(usual, other);

        static Dictionary<string, string> Templates(IEnumerable<EdgeProxy.Hosting.Publishing.Output.PublishedFile> files) =>
            files.Where(file => file.Path.StartsWith("chart/templates/", StringComparison.Ordinal)).ToDictionary(file => file.Path, file => file.Text);
    }

    [Fact]
    public void EndsEveryLineWithALineFeedAlone() =>
        Assert.All(SampleApplication.Publish(), file =>
        {
            Assert.DoesNotContain('\r', file.Text);
            Assert.EndsWith("\n", file.Text, StringComparison.Ordinal);
        });
}
