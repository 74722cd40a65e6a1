using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.Gateway.Upstream;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class ReplicasFileTests : IAsyncLifetime
{
    private const string NoReplica = """{"services":{"ping-svc":{"http":[]},"pong-svc":{"http":[]}}}""";
    private readonly RecordingBackend _a = new("a", "from a");
    private readonly RecordingBackend _b = new("b", "from b");
    private readonly FakeDnsServer _dns = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string ReplicasPath => Path.Combine(_folder, "replicas.json");

    internal static void AddTo(IConfigurationManager configuration, string path)
    {
        configuration.AddInMemoryCollection([new("EDGEPROXY_REPLICAS_FILE", path)]);
        configuration.AddReplicasFile();
    }

    public ValueTask InitializeAsync()
    {
        // DNS would have an answer for each name: nothing may ask for one.
        foreach (var name in new[] { "ping-svc", "ping-svc.default.svc.cluster.local", "pong-svc", "pong-svc.default.svc.cluster.local" })
            _dns.Answer(name, "127.0.0.1");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _dns.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Replicas_OfAListedService_AreItsHosts()
    {
        await using var gateway = await StartAsync(TestSettings.Replicas(_a.Port, _b.Port));
        Assert.Equal(
            ["from a", "from b"],
            [.. (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => BodyAsync(gateway)))).Distinct().Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData(NoReplica)]
    [InlineData("""{"services":{"ping-svc":{},"pong-svc":{}}}""")]
    [InlineData("""{"services":{"ping-svc":null,"pong-svc":{"http":null}}}""")]
    public async Task Service_WithoutAReplica_IsAnswered503AndNotLookedUpElsewhere(string text)
    {
        await using var gateway = await StartAsync(TestSettings.Replicas(_a.Port), "services:ping-svc:http:0=http://127.0.0.1:1", "services:ping-svc:https:0=https://127.0.0.1:1");
        Assert.Equal("from a", await BodyAsync(gateway));
        await WriteAsync(text);
        await Eventually.HoldsAsync("503", async () => await StatusAsync(gateway) == HttpStatusCode.ServiceUnavailable);
        Assert.Equal("no healthy upstream", await BodyAsync(gateway));
        Assert.Equal(0, _dns.AskedFor("ping-svc.default.svc.cluster.local"));
        await WriteAsync(TestSettings.Replicas(_b.Port));
        await Eventually.HoldsAsync("the new replica", async () => await BodyAsync(gateway) == "from b");
    }

    [Fact]
    public async Task Service_WithoutAReplicaAtStart_IsAnswered503AtOnce()
    {
        await using var gateway = await StartAsync(NoReplica);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(gateway));
        Assert.Equal(0, _dns.AskedFor("ping-svc.default.svc.cluster.local"));
    }

    [Theory]
    [InlineData("{ nothing", "replicas.json(1,3): this is no JSON")]
    [InlineData("""{"services":{"ping-svc":{"http":["http://"]}}}""", "services:ping-svc:http: 'http://' is not an address")]
    [InlineData("""{"services":{"ping-svc":{"http":"http://127.0.0.1:1"}}}""", "replicas.json(1,")]
    public async Task File_ThatCannotBeRead_KeepsTheLastReplicas(string text, string message)
    {
        await using var gateway = await StartAsync(TestSettings.Replicas(_a.Port));
        await WriteAsync(text);
        var reloads = gateway.Services.GetRequiredService<ReloadService>();
        await Eventually.HoldsAsync("a refusal", () => reloads.Refused > 0);
        Assert.Equal("from a", await BodyAsync(gateway));
        await WriteAsync(TestSettings.Replicas(_b.Port));
        await Eventually.HoldsAsync("the new replica", async () => await BodyAsync(gateway) == "from b");
        await gateway.DisposeAsync();

        await WriteAsync(text);
        var failure = await Assert.ThrowsAsync<GatewayConfigException>(() => StartAsync(text));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A replica that is killed leaves the file while requests to it fail: the one that is left is another host than theirs.</summary>
    [Fact]
    public async Task Request_WhoseReplicaLeftTheFileBeforeItFailed_IsRetriedAtTheOneThatIsLeft()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = await StartAsync(TestSettings.Replicas(((IPEndPoint)listener.LocalEndpoint).Port));
        var body = BodyAsync(gateway);
        using (var connection = await listener.AcceptSocketAsync(cancellation))
        {
            await connection.ReceiveAsync(new byte[4096], cancellation);
            await WriteAsync(TestSettings.Replicas(_b.Port));
            var clusters = gateway.Services.GetRequiredService<ClusterStore>();
            await Eventually.HoldsAsync("the new replica", () => clusters.All.Single(cluster => cluster.Name == "ping-cluster").Hosts.All is [{ Address.Port: var port }] && port == _b.Port);
        }

        Assert.Equal("from b", await body);
    }

    [Fact]
    public async Task File_ThatIsDeleted_KeepsTheLastReplicas()
    {
        await using var gateway = await StartAsync(TestSettings.Replicas(_a.Port));
        File.Delete(ReplicasPath);
        await WriteAsync(NoReplica);
        await Eventually.HoldsAsync("503", async () => await StatusAsync(gateway) == HttpStatusCode.ServiceUnavailable);
        File.Delete(ReplicasPath);
        await WriteAsync(TestSettings.Replicas(_b.Port));
        await Eventually.HoldsAsync("the new replica", async () => await BodyAsync(gateway) == "from b");
    }

    /// <summary>Without a folder there is nothing that inotify could watch: the file is found by looking for it.</summary>
    [Fact]
    public async Task File_InAFolderThatComesLater_IsFound()
    {
        var folder = Path.Combine(_folder, "later");
        await using var gateway = await TestGateway.StartAsync(
            builder => AddTo(builder.Configuration, Path.Combine(folder, "replicas.json")), $"Edge:Dns:Servers:0={_dns.Address}", "ReverseProxy:Clusters:ping-cluster:ConnectTimeout=5s");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "replicas.json"), TestSettings.Replicas(_a.Port), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("the replica", async () => await BodyAsync(gateway) == "from a");
    }

    /// <summary>As under Envoy's endpoint discovery: the cluster lives on, and so do the connections to the hosts that stay.</summary>
    [Fact]
    public async Task Change_KeepsTheStatisticsOfTheClusterAndTheConnectionsOfOtherHosts()
    {
        await using var gateway = await StartAsync(TestSettings.Replicas(_a.Port));
        Assert.Equal("from a", await BodyAsync(gateway));
        await WriteAsync(TestSettings.Replicas(_a.Port, _b.Port));
        await Eventually.HoldsAsync("the second replica", async () => await BodyAsync(gateway) == "from b");
        await WriteAsync(TestSettings.Replicas(_a.Port));
        await Eventually.HoldsAsync("one replica", async () => await gateway.StatAsync("cluster.ping-cluster.membership_total") == 1);
        var sent = await gateway.StatAsync("cluster.ping-cluster.upstream_rq_total");
        Assert.Equal("from a", await BodyAsync(gateway));
        Assert.Equal(_a.All.Count + _b.All.Count, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_total"));
        Assert.Equal(sent + 1, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_total"));
        Assert.Equal(3, await gateway.StatAsync("cluster.ping-cluster.membership_change"));
        Assert.Contains($"ping-cluster::127.0.0.1:{_a.Port}::cx_total::1\n", await gateway.GetAdminAsync("/clusters"), StringComparison.Ordinal);
    }

    /// <summary>The median of 15 changes: one alone may meet a pause of a busy machine.</summary>
    [Fact]
    public async Task Change_IsAppliedWithin100Milliseconds()
    {
        await using var gateway = await StartAsync(TestSettings.Replicas(_a.Port));
        var times = new List<double>();
        for (var change = 0; change < 15; change++)
        {
            var (port, body) = change % 2 == 0 ? (_b.Port, "from b") : (_a.Port, "from a");
            await WriteAsync(TestSettings.Replicas(port));
            var started = Stopwatch.GetTimestamp();
            await Eventually.HoldsAsync("the other replica", async () => await BodyAsync(gateway) == body);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {times[7]:0} ms, longest {times[^1]:0} ms");
        Assert.True(times[7] < 100, $"median {times[7]:0} ms");
    }

    private static Task<string> BodyAsync(TestGateway gateway) => SendAsync(gateway, response => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private static Task<HttpStatusCode> StatusAsync(TestGateway gateway) => SendAsync(gateway, response => Task.FromResult(response.StatusCode));

    private static async Task<T> SendAsync<T>(TestGateway gateway, Func<HttpResponseMessage, Task<T>> read)
    {
        using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        return await read(response);
    }

    private async Task<TestGateway> StartAsync(string text, params string[] settings)
    {
        await WriteAsync(text);
        return await TestGateway.StartAsync(
            builder => AddTo(builder.Configuration, ReplicasPath), [$"Edge:Dns:Servers:0={_dns.Address}", .. settings]);
    }

    private async Task WriteAsync(string text)
    {
        await File.WriteAllTextAsync(ReplicasPath + ".new", text, TestContext.Current.CancellationToken);
        File.Move(ReplicasPath + ".new", ReplicasPath, overwrite: true);
    }
}
