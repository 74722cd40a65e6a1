using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class PublishSettingsTests
{
    [Theory]
    [InlineData("NodePort", "29999", "a whole number from 30000 to 32767, or 0")]
    [InlineData("NodePort", "32768", "a whole number from 30000 to 32767, or 0")]
    [InlineData("NodePort", "none", "a whole number from 30000 to 32767, or 0")]
    [InlineData("PullPolicy", "Sometimes", "'Never', 'IfNotPresent', 'Always'")]
    [InlineData("ServiceType", "ExternalName", "'NodePort', 'LoadBalancer', 'ClusterIP'")]
    [InlineData("Namespace", "Edge", "lower-case")]
    [InlineData("Tag", "a b", "1 to 128")]
    [InlineData("Registry", "https://registry.example.com", "a registry's host")]
    [InlineData("Digests:ping-svc", "sha256:1", "64 hexadecimal digits")]
    [InlineData("ChartVersion", "1.2", "SemVer")]
    [InlineData("Probes:Enabled", "maybe", "'true', 'false'")]
    [InlineData("Otlp:Endpoint", "collector:4317", "an address")]
    [InlineData("Autoscaling:TargetCpuPercent", "0", "a whole number from 1 to 100")]
    [InlineData("Deploy:TimeoutSeconds", "3601", "a whole number from 1 to 3600")]
    [InlineData("Deploy:RuntimeIdentifiers", "win-x64", "'linux-x64'")]
    public void Setting_WithAnInvalidValue_IsRefused(string key, string value, string allowed)
    {
        var error = Assert.Throws<DistributedApplicationException>(() => SampleApplication.Settings((key, value)));

        Assert.StartsWith($"'Publish:{key}' is '{value}'. Allowed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_Unknown_IsRefusedWithTheNearestName()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => SampleApplication.Settings(("Profile", "sed")));

        Assert.Equal("'Publish:Profile' is 'sed'. Did you mean 'seed'? Allowed: 'full', 'seed', 'sidecar'.", error.Message);
    }

    [Fact]
    public void Setting_Unknown_IsRefusedWithTheNearestName()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => SampleApplication.Settings(("Registri", "r")));

        Assert.StartsWith("The setting 'Publish:Registri' is not known. Did you mean 'Publish:Registry'? Known: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_WithSeveralErrors_ReportAllOfThem()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => SampleApplication.Settings(("Profile", "fll"), ("NodePort", "1"), ("PullPolicy", "no"), ("Foo", "1")));

        Assert.Equal(5, error.Message.Split('\n').Length);
        Assert.StartsWith("4 settings are wrong:\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Switches_AreAllInTheReference()
    {
        var guide = File.ReadAllText(SourceFolder.Path("../../docs/kubernetes-reference.md"));

        Assert.DoesNotContain(PublishFeature.All, feature => !guide.Contains($"| `{feature.SettingKey.Split(':')[0]}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void SettingKeys_IgnoreCase() => Assert.Equal("IfNotPresent", SampleApplication.Settings(("pullpolicy", "ifnotpresent")).PullPolicy);

    [Fact]
    public void Digest_TakesThePlaceOfTheTag()
    {
        var digest = "sha256:" + new string('a', 64);

        var settings = SampleApplication.Settings(("Registry", "r.example.com"), ("Digests:ping-svc", digest));

        Assert.Equal($"r.example.com/ping-svc@{digest}", settings.ImageOf("ping-svc", "ping-svc").ToString());
        Assert.Equal("r.example.com/pong-svc:dev", settings.ImageOf("pong-svc", "pong-svc").ToString());
    }
}
