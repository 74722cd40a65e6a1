using EdgeProxy.TestKit;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

[Collection(RunningSystem.Collection)]
public sealed class DirectPortsTests(RunningSystem system)
{
    [Fact]
    public void Ports_AreThoseOfTheEdgesProcess()
    {
        Assert.True(ListeningPorts.Of(system.Edge.ProcessId).IsSupersetOf([system.Port, system.AdminPort]));
        Assert.Equal(system.Port, system.Application.AddressOf(Scenario.Edge).Port);
        Assert.Equal(system.AdminPort, system.Application.AddressOf(Scenario.Edge, "admin").Port);
    }

    [Fact]
    public void Ports_OfAService_AreNotThoseThatClientsSee() =>
        Assert.DoesNotContain(system.Application.AddressOf(Scenario.Ping).Port, ListeningPorts.Of(system.Application.ReplicasOf(Scenario.Ping)[0].ProcessId));
}
