using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests;

/// <summary>The AppHost as a user runs it, by <c>dotnet run</c>, and how it ends.</summary>
public sealed partial class AppHostProcessTests(ITestOutputHelper output)
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
    public async Task ReadyLine_MeansThatBothServicesAnswer_AndSigkillLeavesNoProcess()
    {
        await using var appHost = await StartAsync();
        await AnswersAsync(appHost);

        Signals.Send(Assert.Single(appHost.ProcessesOf("EdgeProxy.AppHost")), Signals.Kill);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync("the end of every process", () => appHost.Alive.Count == 0, AllEndWithin);

        output.WriteLine($"After SIGKILL nothing was left after {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    /// <summary>The first request after the line that says so.</summary>
    private static async Task AnswersAsync(AppHostProcess appHost)
    {
        using var client = new HttpClient { BaseAddress = new Uri(ReadyLine().Match(appHost.Output).Groups["url"].Value) };
        foreach (var path in new[] { "/ping", "/pong" })
            Assert.Equal(200, (int)(await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<AppHostProcess> StartAsync()
    {
        var appHost = AppHostProcess.StartByDotnetRun("EdgeProxy.AppHost", "random-ports");
        await appHost.SeesLineAsync("/login?t=", TimeSpan.FromSeconds(60));
        await appHost.SeesLineAsync("edge-proxy is ready at ", TimeSpan.FromSeconds(60));
        return appHost;
    }

    [GeneratedRegex(@"edge-proxy is ready at (?<url>http://localhost:\d+)")]
    private static partial Regex ReadyLine();
}
