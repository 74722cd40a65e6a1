namespace EdgeProxy.Guides.Tests;

/// <summary>
/// docs/from-envoy.md and docs/development.md, followed to the letter in a folder whose name has spaces. That each command succeeds and prints what the guide says was
/// checked on the way: <see cref="FollowedGuides"/>.
/// </summary>
public sealed class GuidesTests(FollowedGuides followed) : IClassFixture<FollowedGuides>
{
    [Fact]
    public void AddedService_HasOneTraceWithTheEdge() =>
        Assert.Superset(new HashSet<string> { "edge-proxy", "hello-svc" }, followed.TracedServices.ToHashSet());

    [Fact]
    public void AddedService_HasManifests()
    {
        Assert.Contains("image: hello-svc:dev", followed.Manifests["hello-svc-deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("name: hello-svc", followed.Manifests["hello-svc-service.yaml"], StringComparison.Ordinal);
        Assert.Contains("services__hello-svc__http__0", followed.Manifests["edge-proxy-deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("ping-svc-deployment.yaml", followed.Manifests.Keys);
    }

    [Fact]
    public void ApplicationWithoutPingAndPong_RunsAndPublishes()
    {
        Assert.DoesNotContain("ping-svc", followed.OutputWithoutExample, StringComparison.Ordinal);
        Assert.Contains("hello-svc-deployment.yaml", followed.ManifestsWithoutExample.Keys);
        Assert.DoesNotContain(followed.ManifestsWithoutExample, file => file.Value.Contains("ping-svc", StringComparison.Ordinal));
    }

    /// <summary>The AppHost runs in its own folder, whatever the folder of the shell: elsewhere it finds no <c>appsettings.json</c>.</summary>
    [Fact]
    public void AppHost_StartedFromAnotherFolder_ReadsItsSettings() =>
        Assert.DoesNotContain("Aspire.Hosting.Dcp.DcpHost", followed.OutputWithoutExample, StringComparison.Ordinal);
}
