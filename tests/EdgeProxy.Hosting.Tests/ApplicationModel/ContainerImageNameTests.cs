using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Tests.ApplicationModel;

public sealed class ContainerImageNameTests
{
    [Theory]
    [InlineData("postgres", null, "postgres", null, null)]
    [InlineData("postgres:17", null, "postgres", "17", null)]
    [InlineData("team/api:1", null, "team/api", "1", null)]
    [InlineData("registry.example.com:5000/team/api:1", "registry.example.com:5000", "team/api", "1", null)]
    [InlineData("localhost/tiny", "localhost", "tiny", null, null)]
    [InlineData("ghcr.io/a/b@sha256:abc", "ghcr.io", "a/b", null, "abc")]
    public void ComesApartAsDockerHasIt(string name, string? registry, string image, string? tag, string? digest)
    {
        var parsed = ContainerImageName.Parse(name);

        Assert.Equal((registry, image, tag, digest), (parsed.Registry, parsed.Image, parsed.Tag, parsed.SHA256));
        Assert.Equal(tag is null && digest is null ? name + ":latest" : name, ContainerImageName.Of(parsed));
    }
}
