using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests;

/// <summary>The AppHost as a user runs it, by <c>dotnet run</c>, and how it ends.</summary>
public sealed class AppHostProcessTests(ITestOutputHelper output)
{
    /// <summary>One second and four are usual; the rest is for a busy machine.</summary>
    private static readonly TimeSpan ServicesEndWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AllEndWithin = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Sigterm_StopsTheServicesFirst_ThenEverything()
    {
        await using var appHost = await StartAsync();
        var services = appHost.ProcessesOf("EdgeProxy.Gateway", "PingService", "PongService");
        Assert.Equal(5, services.Count);

        Signals.Send(Assert.Single(appHost.ProcessesOf("EdgeProxy.AppHost")), Signals.Terminate);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync("the end of the services", () => !services.Intersect(appHost.Alive).Any(), ServicesEndWithin);
        var servicesEnded = watch.Elapsed;
        Assert.Equal(0, await appHost.ExitCodeAsync());
        var appHostEnded = watch.Elapsed;
        await Eventually.HoldsAsync("the end of every process", () => appHost.Alive.Count == 0, AllEndWithin);

        output.WriteLine($"After SIGTERM: services {servicesEnded.TotalSeconds:0.0} s, AppHost {appHostEnded.TotalSeconds:0.0} s, everything {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task Sigkill_LeavesNoProcess()
    {
        await using var appHost = await StartAsync();

        Signals.Send(Assert.Single(appHost.ProcessesOf("EdgeProxy.AppHost")), Signals.Kill);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync("the end of every process", () => appHost.Alive.Count == 0, AllEndWithin);

        output.WriteLine($"After SIGKILL nothing was left after {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    private static async Task<AppHostProcess> StartAsync()
    {
        var appHost = AppHostProcess.StartByDotnetRun("EdgeProxy.AppHost", "random-ports");
        await appHost.SeesLineAsync("Distributed application started", TimeSpan.FromSeconds(60));
        await appHost.SeesLineAsync("/login?t=");

        // Each has come to its own signal handler when it listens.
        await Eventually.HoldsAsync(
            "services that listen",
            () => appHost.ProcessesOf("EdgeProxy.Gateway", "PingService", "PongService") is { Count: 5 } services && services.All(Listens),
            TimeSpan.FromSeconds(60));
        return appHost;
    }

    private static bool Listens(int process) => ListeningPorts.Of(process).Count > 0;
}
