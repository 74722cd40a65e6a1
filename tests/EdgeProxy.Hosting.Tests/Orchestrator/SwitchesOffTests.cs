using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

/// <summary>With every switch off the application is as Aspire alone runs it.</summary>
public sealed class SwitchesOffTests
{
    [Fact]
    public async Task Application_IsAsAspireRunsIt()
    {
        var (port, adminPort) = (FreePort.Next(), FreePort.Next());
        await using var application = await Scenario.StartSystemAsync(
            port,
            adminPort,
            ["--DcpPublisher:RandomizePorts=false", "--DcpPublisher:WaitForResourceCleanup=false",
                .. typeof(EdgeProxyHostingOptions).GetProperties().Select(option => $"--{EdgeProxyHostingOptions.SectionName}:{option.Name}=false")]);
        var edge = application.ReplicasOf(Scenario.Edge).Single();

        // ReplicaDiscovery: the edge has the address of the orchestrator's proxy.
        var variables = edge.Environment;
        Assert.Equal(application.AddressOf(Scenario.Ping).GetLeftPart(UriPartial.Authority), variables[$"services__{Scenario.Ping}__http__0"]);
        Assert.DoesNotContain("EDGEPROXY_REPLICAS_FILE", variables.Keys);
        using var client = new HttpClient();
        await Eventually.HoldsAsync("an answer", async () => (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/ping"))).IsSuccessStatusCode);

        // DirectLaunch: the process is 'dotnet run'. DirectPorts: its child listens elsewhere.
        var replica = application.ReplicasOf(Scenario.Ping)[0];
        Assert.StartsWith("dotnet\0run\0", CommandLineOf(replica.ProcessId), StringComparison.Ordinal);
        Assert.DoesNotContain(port, ListeningPorts.Of(edge.ProcessId));

        // RestartPolicies: what ends stays ended. The other replica's end is reported after it, and neither is followed by a start.
        foreach (var one in application.ReplicasOf(Scenario.Ping))
        {
            Signals.Send(one.ProcessId, Signals.Terminate);
            await application.WaitForReplicaAsync(one.Id, "ended", state => KnownResourceStates.TerminalStates.Contains(state.State));
        }

        Assert.All(application.ReplicasOf(Scenario.Ping), one => Assert.Contains(one.State, KnownResourceStates.TerminalStates));
    }

    private static string CommandLineOf(int process) => File.ReadAllText($"/proc/{process}/cmdline").Replace(Environment.ProcessPath ?? "", "dotnet", StringComparison.Ordinal);
}
