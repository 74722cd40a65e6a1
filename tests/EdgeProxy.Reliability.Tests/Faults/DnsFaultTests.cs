using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>A DNS server that is gone, slow or lying, while 64 connections ask for what it named a moment ago.</summary>
public sealed class DnsFaultTests : IAsyncLifetime
{
    private const string Name = "ping.test";
    private const string Right = "127.0.0.1";
    private readonly BrokenUpstream _upstream = new();
    private readonly int _port = FreePort.Next();
    private FakeDnsServer _dns = null!;

    /// <summary>What the server does, and what clients get instead of a success; null for nothing: a failed question keeps the hosts.</summary>
    public static TheoryData<string, string?> Faults => new()
    {
        { "is gone", null },
        { "says nothing", null },
        { "is slower than the query timeout", null },
        { "answers SERVFAIL", null },
        { "answers garbage", null },
        { "answers nothing but a header", null },
        { "cuts the answer off", null },
        { "sends names that point at themselves", null },
        { "says that the answer is cut off, and has no TCP", null },
        { "answers another question", null },
        { "answers NXDOMAIN", Traffic.NoHealthyUpstream },
        { "answers without an address", Traffic.NoHealthyUpstream },
        { "names an address where nobody listens", Traffic.ConnectionFailure },
    };

    public ValueTask InitializeAsync()
    {
        _dns = new FakeDnsServer(_port);
        _dns.Answer(Name, Right);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _dns.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_ClientsGetTheExpectedAnswersAndAreServedAfterIt(string fault, string? failure)
    {
        await using var edge = await EdgeProcess.StartAsync(
            $"Edge:Dns:Servers:0={_dns.Address}", "Edge:Dns:QueryTimeout=200ms", "Edge:Dns:Retries=0",
            $"ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address=http://{Name}:{_upstream.Port}", "ReverseProxy:Clusters:ping-cluster:DnsRefreshRate=50ms",
            $"ReverseProxy:Clusters:pong-cluster:Destinations:pong-svc:Address=http://127.0.0.1:{_upstream.Port}");
        await using var load = Traffic.To(new Uri(edge.Address, "/ping"));
        await load.HasServedAsync(500);

        await BreakAsync(fault);
        var attempts = await edge.StatAsync("cluster.ping-cluster.update_attempt");
        await Eventually.HoldsAsync("five more questions", async () => await edge.StatAsync("cluster.ping-cluster.update_attempt") >= attempts + 5);
        if (failure is null)
            await load.HasServedAsync(500);
        await RepairAsync();
        await load.RecoversAsync();

        if (failure is null)
            await load.AssertServedAsync(fault);
        else
            await load.AssertFailuresAsync(fault, failure);
    }

    private async Task BreakAsync(string fault)
    {
        switch (fault)
        {
            case "is gone":
                await _dns.DisposeAsync();
                break;
            case "says nothing":
                _dns.IsSilent = true;
                break;
            case "is slower than the query timeout":
                _dns.Delay = TimeSpan.FromMilliseconds(300);
                break;
            case "answers SERVFAIL":
                _dns.Fail(Name, FakeDnsServer.ServerFailure);
                break;
            case "answers NXDOMAIN":
                _dns.Fail(Name, FakeDnsServer.NotExistentDomain);
                break;
            case "answers without an address":
                _dns.Fail(Name, FakeDnsServer.NoError);
                break;
            case "answers garbage":
                _dns.Spoil = answer => [.. answer.Take(2), .. Enumerable.Repeat((byte)0xFF, 40)];
                break;
            case "answers nothing but a header":
                _dns.Spoil = answer => answer[..12];
                break;
            case "cuts the answer off":
                _dns.Spoil = answer => answer[..^3];
                break;
            case "sends names that point at themselves":
                _dns.Spoil = answer => [.. answer[..12], 0xC0, 12, .. answer[14..]];
                break;
            case "says that the answer is cut off, and has no TCP":
                _dns.Spoil = answer => [answer[0], answer[1], (byte)(answer[2] | 2), .. answer[3..]];
                break;
            case "answers another question":
                _dns.Spoil = answer => [(byte)(answer[0] ^ 1), .. answer[1..]];
                break;
            case "names an address where nobody listens":
                _dns.Answer(Name, "127.0.0.99");
                break;
            default:
                Assert.Fail($"The fault '{fault}' is not known.");
                break;
        }
    }

    private async Task RepairAsync()
    {
        await _dns.DisposeAsync();
        _dns = new FakeDnsServer(_port);
        _dns.Answer(Name, Right);
    }
}
