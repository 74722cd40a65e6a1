using System.Text.RegularExpressions;
using EdgeProxy.Reliability.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>Restarts that a person asks for at the terminal of the AppHost, under load. script(1) is the terminal.</summary>
public sealed partial class WhenAPartIsRestarted(TheSystemOnATerminal system) : IClassFixture<TheSystemOnATerminal>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => system.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task OneReplicaAfterTheOtherFailsNoRequest()
    {
        await using var toPing = await StartLoadAsync("/ping");
        await using var toPong = await StartLoadAsync("/pong");

        foreach (var replica in ReplicaNames().Matches(system.AppHost.Output).Select(match => match.Value).Distinct().ToList())
            await RestartAsync(replica, replicas: 1);
        await toPing.HasServedAsync(500);
        await toPong.HasServedAsync(500);

        await toPing.MatchesAsync("one replica after the other is restarted");
        await toPong.MatchesAsync("one replica after the other is restarted");
    }

    [Fact]
    public async Task AllReplicasAtOnceAreAwayMeanwhile()
    {
        await using var load = await StartLoadAsync("/ping");

        await RestartAsync("ping-svc", replicas: 2);
        await load.RecoversAsync();

        await load.MatchesAsync("all replicas of a service are restarted at once");
    }

    [Fact]
    public async Task TheEdgeIsAwayMeanwhile()
    {
        await using var load = await StartLoadAsync("/ping");

        await RestartAsync("edge-proxy", replicas: 1);
        await load.RecoversAsync();

        await load.MatchesAsync("the edge is restarted");
    }

    private async Task<ClosedLoopLoad> StartLoadAsync(string path)
    {
        var load = Traffic.To(new Uri(system.Edge, path));
        await load.HasServedAsync(500);
        return load;
    }

    private async Task RestartAsync(string name, int replicas)
    {
        var before = TimesHealthy(name);
        await system.AppHost.TypeAsync($"restart {name}");
        await Eventually.HoldsAsync($"the health of {name} after its restart", () => TimesHealthy(name) >= before + replicas, TimeSpan.FromSeconds(30));
    }

    private int TimesHealthy(string name) => HealthLines().Matches(system.AppHost.Output).Count(line => line.Value.Contains(name, StringComparison.Ordinal));

    [GeneratedRegex("(ping|pong)-svc-[a-z]{8}")]
    private static partial Regex ReplicaNames();

    [GeneratedRegex(@"^.*-- healthy, .*$", RegexOptions.Multiline)]
    private static partial Regex HealthLines();
}
