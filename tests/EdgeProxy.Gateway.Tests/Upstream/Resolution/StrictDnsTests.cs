using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class StrictDnsTests : IAsyncLifetime
{
    private const string Name = "ping.test";
    private readonly FakeDnsServer _dns = new();
    private readonly string _file = Path.GetTempFileName();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        File.Delete(_file);
        return _dns.DisposeAsync();
    }

    [Fact]
    public async Task EveryAddressIsAHost()
    {
        _dns.Answer(Name, "127.0.0.1", "127.0.0.2");
        await using var gateway = await StartAsync();
        await ShowsAsync(gateway, "127.0.0.1:8080", "127.0.0.2:8080");
    }

    [Fact]
    public async Task HostsComeAndGoWithTheAnswer()
    {
        _dns.Answer(Name, "127.0.0.1");
        await using var gateway = await StartAsync();
        await ShowsAsync(gateway, "127.0.0.1:8080");
        _dns.Answer(Name, "127.0.0.2", "127.0.0.3");
        await ShowsAsync(gateway, "127.0.0.2:8080", "127.0.0.3:8080");
        Assert.Equal(2, await gateway.StatAsync("cluster.ping-cluster.membership_change"));
    }

    [Theory]
    [InlineData(FakeDnsServer.ServerFailure)]
    [InlineData(FakeDnsServer.Refused)]
    public async Task AFailureKeepsTheHosts(int code)
    {
        _dns.Answer(Name, "127.0.0.1");
        await using var gateway = await StartAsync();
        await ShowsAsync(gateway, "127.0.0.1:8080");
        _dns.Fail(Name, code);
        var failures = await gateway.StatAsync("cluster.ping-cluster.update_failure");
        await Eventually.HoldsAsync(
            "three failures", async () => await gateway.StatAsync("cluster.ping-cluster.update_failure") >= failures + 3);
        await ShowsAsync(gateway, "127.0.0.1:8080");
    }

    [Fact]
    public async Task SilenceKeepsTheHosts()
    {
        _dns.Answer(Name, "127.0.0.1");
        await using var gateway = await StartAsync();
        await ShowsAsync(gateway, "127.0.0.1:8080");
        _dns.IsSilent = true;
        await Eventually.HoldsAsync("a time-out", async () => await gateway.StatAsync("cluster.ping-cluster.update_failure") >= 1);
        await ShowsAsync(gateway, "127.0.0.1:8080");
    }

    [Theory]
    [InlineData(FakeDnsServer.NoError)]
    [InlineData(FakeDnsServer.NotExistentDomain)]
    public async Task AnAnswerWithoutAddressesLeavesNoHost(int code)
    {
        _dns.Answer(Name, "127.0.0.1");
        await using var gateway = await StartAsync();
        await ShowsAsync(gateway, "127.0.0.1:8080");
        _dns.Fail(Name, code);
        await ShowsAsync(gateway);
        using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        Assert.Equal("no healthy upstream", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadyWaitsForTheFirstAnswerGoodOrBad()
    {
        _dns.IsSilent = true;
        await using var gateway = await StartAsync();
        using var before = await gateway.AdminClient.GetAsync("/ready", TestContext.Current.CancellationToken);
        Assert.Equal("PRE_INITIALIZING\n", await before.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(503, (int)before.StatusCode);
        await Eventually.HoldsAsync("LIVE", async () =>
        {
            using var after = await gateway.AdminClient.GetAsync("/ready", TestContext.Current.CancellationToken);
            return after.IsSuccessStatusCode;
        });
    }

    [Fact]
    public async Task ARemovedHostFinishesItsRequestsAndLosesItsConnections()
    {
        await using var backend = new Conformance.RecordingBackend("one", "ping me ...");
        _dns.Answer(Name, "127.0.0.1");
        await using var gateway = await StartAsync($"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://{Name}:{backend.Port}");
        await ShowsAsync(gateway, $"127.0.0.1:{backend.Port}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "delay=1000" } } };
        var answer = gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("the request upstream", () => backend.All.Count == 1);
        _dns.Answer(Name);
        await ShowsAsync(gateway);
        Assert.False(answer.IsCompleted);
        using var response = await answer;
        Assert.Equal("ping me ...", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Eventually.HoldsAsync("no connection", async () => await gateway.StatAsync("cluster.ping-cluster.upstream_cx_active") == 0);
    }

    [Fact]
    public async Task TheSearchListOfResolvConfCounts()
    {
        await File.WriteAllTextAsync(_file, "search default.svc.cluster.local svc.cluster.local\noptions ndots:5\n", TestContext.Current.CancellationToken);
        _dns.Answer("ping.svc.cluster.local", "127.0.0.9");
        await using var gateway = await StartAsync($"Edge:Dns:ResolvConfPath={_file}", "ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://ping:8080");
        await ShowsAsync(gateway, "127.0.0.9:8080");
    }

    [Fact]
    public async Task TheHostsFileComesFirst()
    {
        await File.WriteAllTextAsync(_file, $"127.0.0.7  other {Name} # a comment\n", TestContext.Current.CancellationToken);
        await using var gateway = await StartAsync($"Edge:Dns:HostsPath={_file}");
        await ShowsAsync(gateway, "127.0.0.7:8080");
        Assert.Equal(0, _dns.AskedFor(Name));
    }

    [Fact]
    public async Task ARequestAsksNoQuestion()
    {
        _dns.Answer(Name, "127.0.0.1");
        await using var gateway = await StartAsync("ReverseProxy:Clusters:ping-cluster:DnsRefreshRate=1h");
        await ShowsAsync(gateway, "127.0.0.1:8080");
        var asked = _dns.AskedFor(Name);
        for (var i = 0; i < 10; i++)
            (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(asked, _dns.AskedFor(Name));
    }

    private Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync(
    [
        $"Edge:Dns:Servers:0={_dns.Address}", "Edge:Dns:QueryTimeout=200ms", "Edge:Dns:Retries=0",
        $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://{Name}:8080",
        "ReverseProxy:Clusters:ping-cluster:DnsRefreshRate=50ms",
        .. TestSettings.Hosts("pong-cluster", 9),
        .. settings,
    ]);

    private static Task ShowsAsync(TestGateway gateway, params string[] hosts) => Eventually.HoldsAsync(
        $"the hosts {string.Join(", ", hosts)}",
        () => gateway.Clusters.Find("ping-cluster")!.Hosts.All.Select(host => host.AddressText).SequenceEqual(hosts));
}
