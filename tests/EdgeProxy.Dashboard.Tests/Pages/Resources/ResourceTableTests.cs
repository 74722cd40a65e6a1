using EdgeProxy.Dashboard.Pages.Resources;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Tests.Demo;

namespace EdgeProxy.Dashboard.Tests.Pages.Resources;

public sealed class ResourceTableTests
{
    private static readonly ResourceFilter Everything = new(null, null, null, null);
    private readonly ResourceStore _store = new();

    public ResourceTableTests()
    {
        foreach (var resource in DemoResources.Messages(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero)).OfType<ResourceChanged>())
            _store.Set(resource.Resource);
    }

    [Fact]
    public void ListsReplicasBelowTheirResource()
    {
        Assert.Equal(
            ["answers", "answers-db-p3vx7cnm", "answers-password", "gateway", "load-test", "migrate", "ping-svc", "ping-svc-b7hw3ztd", "ping-svc-f9c4rk1e", "pong-svc", "pong-svc-m3v8ysja", "pong-svc-q5t6ulxo", "worker-h2kq9szd", "apphost"],
            Build(Everything).Select(row => row.Name));
    }

    [Fact]
    public void FoldsASingleReplicaUntilItIsAskedFor()
    {
        Assert.DoesNotContain(Build(Everything), row => row.Name == "gateway-kx2mnpqa");
        Assert.Contains(Build(Everything, "gateway"), row => row.Name == "gateway-kx2mnpqa");
    }

    [Fact]
    public void ShowsAResourceWhoseReplicaMatches() =>
        Assert.Equal(["pong-svc", "pong-svc-q5t6ulxo"], Build(Everything with { Text = "q5t6" }).Select(row => row.Name));

    [Theory]
    [InlineData("Unhealthy", new[] { "pong-svc", "pong-svc-m3v8ysja", "pong-svc-q5t6ulxo" })]
    [InlineData("none", new[] { "answers", "answers-password", "load-test", "migrate", "apphost" })]
    public void FiltersByHealth(string health, string[] names) =>
        Assert.Equal(names, Build(Everything with { Health = health }).Select(row => row.Name));

    [Fact]
    public void CountsTheErrorsOfAReplicaAtItsResourceToo()
    {
        var errors = new Dictionary<ResourceKey, int> { [new("ping-svc", "f9c4rk1e")] = 3 };

        var rows = ResourceTable.Build(_store.Current, Everything, new HashSet<string>(), errors);

        Assert.Equal([("ping-svc", 3), ("ping-svc-f9c4rk1e", 3)], rows.Where(row => row.Errors > 0).Select(row => (row.Name, row.Errors)));
    }

    private IReadOnlyList<ResourceRow> Build(ResourceFilter filter, params string[] toggled) =>
        ResourceTable.Build(_store.Current, filter, toggled.ToHashSet(), new Dictionary<ResourceKey, int>());
}
