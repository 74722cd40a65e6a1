using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

[Collection(RunningSystem.Collection)]
public sealed class ReplicaDiscoveryTests(RunningSystem system, ITestOutputHelper output)
{
    private const int Requests = 1_000;

    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public async Task Requests_OverSomeConnections_SpreadEvenlyOverTheReplicas(int connections)
    {
        var spread = await RunningSystem.SpreadAsync(system.Ping, Requests, connections);

        Assert.Equal(system.Application.ReplicasOf(Scenario.Ping).Select(replica => replica.ProcessId).Order(), spread.Keys.Order());
        Assert.All(spread.Values, count => Assert.InRange(count, (Requests / 2) - 1, (Requests / 2) + 1));
    }

    [Theory]
    [InlineData(Scenario.Ping)]
    [InlineData(Scenario.Pong)]
    public void Hosts_AreTheReplicasAndNotTheOrchestratorsProxy(string service)
    {
        var hosts = system.Hosts(service);

        Assert.Equal(2, hosts.Distinct().Count());
        Assert.All(hosts, host => Assert.True(host.IsLoopback, host.ToString()));
        Assert.DoesNotContain(hosts, host => host.Port == system.Application.AddressOf(service).Port);
    }

    [Fact]
    public void Environment_OfTheEdge_HasNoAddressOfTheOrchestratorsProxy()
    {
        var variables = File.ReadAllText($"/proc/{system.Edge.ProcessId}/environ").Split('\0');

        Assert.DoesNotContain(variables, variable => variable.StartsWith("services__", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(variables, variable => variable.StartsWith("PING_SVC_", StringComparison.Ordinal) || variable.StartsWith("PONG_SVC_", StringComparison.Ordinal));
        Assert.Contains(variables, variable => variable.StartsWith("EDGEPROXY_REPLICAS_FILE=", StringComparison.Ordinal));
    }

    /// <summary>Measured from the orchestrator's report and from the first accepted connection: what comes before is not in the hands of this library.</summary>
    [Fact]
    public async Task Hosts_ReplicaEndsAndStarts_FollowWithinASecond()
    {
        var replica = system.Application.ReplicasOf(Scenario.Pong)[0];
        var address = new Uri(replica.Environment["EDGEPROXY_REPLICA_http"]!);

        Signals.Send(replica.ProcessId, Signals.Kill);
        var watch = Stopwatch.StartNew();
        await system.Application.WaitForReplicaAsync(replica.Id, "not running", one => !one.IsRunning);
        var reported = watch.Elapsed;
        await Eventually.HoldsAsync("the end in the file", () => system.Hosts(Scenario.Pong).All(host => host.Port != address.Port));
        var removed = watch.Elapsed;
        await Eventually.HoldsAsync("a connection to the new process", () => AcceptsAsync(address.Port));
        var accepted = watch.Elapsed;
        await system.HasHostsAsync(Scenario.Pong, 2);
        var added = watch.Elapsed;
        output.WriteLine($"After the kill: reported {reported.TotalSeconds:0.00} s, removed {removed.TotalSeconds:0.00} s, accepts {accepted.TotalSeconds:0.00} s, added {added.TotalSeconds:0.00} s.");

        Assert.InRange(removed - reported, TimeSpan.Zero, LongestLag);
        Assert.InRange(added - accepted, TimeSpan.Zero, LongestLag);
        await system.RecoversAsync(Scenario.Pong, system.Pong);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
