using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.TestKit;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Tests.Containers;

/// <summary>The images, run as a locked-down cluster runs them: each pod with an address of its own, found by the names of the Services.</summary>
public sealed class ContainersTests(ContainersFixture containers) : IClassFixture<ContainersFixture>, IAsyncLifetime
{
    private const string PingName = "ping-svc.default.svc.cluster.local";
    private const string PongName = "pong-svc.default.svc.cluster.local";

    // What a client alone can see, without the cases that take long.
    private static readonly string[] Groups = ["routing", "response-headers", "framing", "http2"];

    private readonly HttpClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await containers.EnsureReadyAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("edge-proxy")]
    [InlineData("ping-svc")]
    [InlineData("pong-svc")]
    public async Task Images_DoNotRunAsRoot(string name) =>
        Assert.Equal("1654", await containers.Podman.InspectAsync("image", $"{name}:dev", "{{.User}}", Cancellation));

    /// <summary>The hand-written deployment: not one variable, and two pods behind each name as a headless Service has it.</summary>
    [Fact]
    public async Task SeedProfile_BehavesAsTheReplacedSystem()
    {
        var edge = await StartSeedAsync("seed");

        var results = await new ConformanceRunner(new ConformanceTarget { Address = new Uri($"http://{edge}:30000") })
            .RunAllAsync([.. ConformanceCases.All.Where(item => Groups.Contains(item.Group))], Cancellation);

        Assert.NotEmpty(results);
        Assert.Empty(results.Where(result => result.Outcome == CaseOutcome.Failed).Select(result => $"{result.Case}: {result.Got}"));
        Assert.Equal(2, await InstancesAsync($"http://{edge}:30000/ping"));
        Assert.Equal(2, await InstancesAsync($"http://{edge}:30000/pong"));
    }

    [Fact]
    public async Task FullProfile_AnswersItsProbesAndTheScrape()
    {
        var edge = await PublishedPod.ReadAsync("edge-proxy", Cancellation);
        var ping = await PublishedPod.ReadAsync("ping-svc", Cancellation);
        var service = await StartAsync("full-ping", "ping-svc", ping.Environment("ping-svc"));
        var address = await StartAsync("full-edge", "edge-proxy", [.. edge.Environment("edge-proxy"), .. Host("ping-svc-pods", service), .. Host("pong-svc-pods", service)]);

        await AnswersProbesAsync(edge.Container("edge-proxy"), address);
        await AnswersProbesAsync(ping.Container("ping-svc"), service);
        Assert.Equal("Healthy", await _client.GetStringAsync($"http://{service}:8080/health", Cancellation));
        Assert.Equal("ping me ...", await _client.GetStringAsync($"http://{address}:30000/ping", Cancellation));
        Assert.Contains("envoy_cluster_upstream_rq_total", await _client.GetStringAsync($"http://{address}:9901/stats/prometheus", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SidecarProfile_ServesFromOnePod()
    {
        var pod = await PublishedPod.ReadAsync("sidecar", Cancellation, "--Publish:Profile=sidecar");
        var address = await containers.Network.AddAsync("sidecar", Cancellation);
        await containers.Podman.StartAsync("sidecar-ping", "ping-svc:dev", "sidecar", pod.Environment("ping-svc"), Cancellation);
        await containers.Podman.StartAsync("sidecar-edge", "edge-proxy:dev", "sidecar", pod.Environment("sidecar"), Cancellation);

        await AnswersProbesAsync(pod.Container("sidecar"), address);
        foreach (var path in new[] { "/ping", "/pong", "/anything" })
            Assert.Equal("ping me ...", await _client.GetStringAsync($"http://{address}:32000{path}", Cancellation));
    }

    [Fact]
    public async Task Edge_WhileItDrains_LosesNoRequest()
    {
        var edge = await StartSeedAsync("drain");
        await containers.Podman.SignalAsync("drain-edge", "TERM", Cancellation);

        // A cluster notices the failing probe within some seconds, and sends requests all the while.
        var statuses = new List<HttpStatusCode>();
        await Eventually.HoldsAsync("the edge says that it is draining", async () =>
        {
            using var answer = await _client.GetAsync(new Uri($"http://{edge}:30000/ping"), Cancellation);
            statuses.Add(answer.StatusCode);
            using var ready = await _client.GetAsync(new Uri($"http://{edge}:9901/ready"), Cancellation);
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        using var late = await _client.GetAsync(new Uri($"http://{edge}:30000/ping"), Cancellation);

        Assert.All(statuses.Append(late.StatusCode), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal("0", await containers.Podman.WaitAsync("drain-edge", Cancellation));
    }

    // Two pods of each service and an edge that finds them by its own default names.
    private async Task<string> StartSeedAsync(string prefix)
    {
        var hosts = new List<string>();
        foreach (var (image, name) in new[] { ("ping-svc", PingName), ("pong-svc", PongName) })
        {
            for (var replica = 1; replica <= 2; replica++)
                hosts.AddRange(Host(name, await StartAsync($"{prefix}-{image}-{replica}", image, [])));
        }

        var edge = await StartAsync($"{prefix}-edge", "edge-proxy", hosts);
        foreach (var path in new[] { "ping", "pong" })
            await AnswersAsync($"http://{edge}:30000/{path}");
        return edge;
    }

    private async Task<string> StartAsync(string name, string image, IEnumerable<string> options)
    {
        var address = await containers.Network.AddAsync(name, Cancellation);
        await containers.Podman.StartAsync(name, $"{image}:dev", name, ["--hostname", name, .. options], Cancellation);
        return address;
    }

    private static string[] Host(string name, string address) => ["--add-host", $"{name}:{address}"];

    private async Task AnswersProbesAsync(V1Container container, string address)
    {
        foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe })
        {
            Assert.Equal("HTTP", probe.HttpGet.Scheme);
            await AnswersAsync($"http://{address}:{probe.HttpGet.Port.Value}{probe.HttpGet.Path}");
        }
    }

    private Task AnswersAsync(string url) => Eventually.HoldsAsync($"200 from {url}", async () =>
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(url), Cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    private async Task<int> InstancesAsync(string url)
    {
        var instances = new HashSet<string>();
        for (var request = 0; request < 4; request++)
        {
            using var answer = await _client.GetAsync(new Uri(url), Cancellation);
            instances.Add(answer.Headers.GetValues("x-served-by").Single());
        }

        return instances.Count;
    }
}
