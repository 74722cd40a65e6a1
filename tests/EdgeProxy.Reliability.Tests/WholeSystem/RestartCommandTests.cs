using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;
using Replica = EdgeProxy.TestKit.Hosting.Replica;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>The dashboard's restart command, under load.</summary>
[Collection(LocalSystem.Collection)]
public sealed class RestartCommandTests(LocalSystem system)
{
    [Fact]
    public async Task OneReplicaAfterTheOther_FailsNoRequest()
    {
        await using var toPing = await StartLoadAsync("/ping");
        await using var toPong = await StartLoadAsync("/pong", body: "not repeated by a proxy");

        foreach (var replica in system.Replicas.Where(replica => replica.Id != system.Edge.Id))
            await RestartAsync(replica);
        await toPing.HasServedAsync(500);
        await toPong.HasServedAsync(500);

        await toPing.AssertServedAsync("one replica after the other is restarted");
        await toPong.AssertServedAsync("one replica after the other is restarted");
    }

    [Fact]
    public async Task AllReplicasAtOnce_GetTheDocumentedAnswersMeanwhile()
    {
        await using var load = await StartLoadAsync("/ping");

        await Task.WhenAll(system.Application.ReplicasOf("ping-svc").Select(RestartAsync));
        await load.RecoversAsync();

        await load.AssertFailuresAsync(
            "all replicas of a service are restarted at once", Traffic.NoHealthyUpstream, Traffic.ConnectionFailure, Traffic.ConnectionTermination, Traffic.RemoteReset);
    }

    [Fact]
    public async Task TheEdge_GetsTheDocumentedAnswersMeanwhile()
    {
        await using var load = await StartLoadAsync("/ping");

        await RestartAsync(system.Edge);
        await load.RecoversAsync();

        await load.AssertFailuresAsync("the edge is restarted", "connection refused", "connection broke");
    }

    private async Task<ClosedLoopLoad> StartLoadAsync(string path, string? body = null)
    {
        var load = Traffic.To(system.Address(path), body: body);
        await load.HasServedAsync(500);
        return load;
    }

    private async Task RestartAsync(Replica replica)
    {
        var result = await system.Application.ExecuteAsync(replica.Id, KnownResourceCommands.RestartCommand);

        Assert.True(result.Success, result.Message);
        await system.IsReplacedAsync(replica);
    }
}
