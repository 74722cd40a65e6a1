using System.Diagnostics;
using EdgeProxy.EdgeBench.Contenders;

namespace EdgeProxy.EdgeBench;

/// <summary>How soon a program answers after its start, and the memory that it takes.</summary>
/// <param name="Name">The program.</param>
/// <param name="ReadyMilliseconds">From the start of the process to its first answer.</param>
/// <param name="Rss">Resident memory in MiB, idle.</param>
/// <param name="RssAnon">The part of it that is its own.</param>
/// <param name="RssLoaded">Resident memory in MiB after a load.</param>
internal sealed record StartAndSize(string Name, Spread ReadyMilliseconds, Spread Rss, Spread RssAnon, Spread RssLoaded)
{
    private const int LoadSeconds = 5;
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(3);

    /// <summary>Starts the gateway and a bare minimal API in turns.</summary>
    public static async Task<IReadOnlyList<StartAndSize>> MeasureAsync(Stage stage, BenchOptions options)
    {
        var gateway = new List<Sample>();
        var bare = new List<Sample>();
        for (var round = 0; round < options.Rounds; round++)
        {
            gateway.Add(await SampleAsync(stage.Workplace, "/ping", port => Gateway.StartAsync(stage.Workplace, port, GatewayVariant.AsShipped with { Label = "gateway-start" })));
            bare.Add(await SampleAsync(stage.Workplace, "/", port => BareApi(stage.Workplace, port)));
        }

        return [Of("gateway", gateway), Of("bare minimal API", bare)];
    }

    private static Task<ChildProcess> BareApi(Workplace workplace, int port)
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" };
        return ChildProcess.StartAsync([Workplace.Program("bench/EdgeProxy.BareApi")], port, workplace.File("bare.log"), environment);
    }

    private static async Task<Sample> SampleAsync(Workplace workplace, string path, Func<int, Task<ChildProcess>> startAsync)
    {
        var port = Workplace.FreePort();
        var target = new Uri($"http://127.0.0.1:{port}{path}");
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        await using var process = await startAsync(port);
        (await client.GetAsync(target)).EnsureSuccessStatusCode();
        var ready = watch.Elapsed.TotalMilliseconds;
        await Task.Delay(IdleFor);
        var (rss, anonymous) = (process.Memory("VmRSS"), process.Memory("RssAnon"));
        await Wrk.RunAsync(target, LoadCase.All[0], LoadSeconds);
        return new Sample(ready, rss, anonymous, process.Memory("VmRSS"));
    }

    private static StartAndSize Of(string name, List<Sample> samples) => new(
        name,
        Spread.Of(samples.Select(sample => sample.Ready)),
        Spread.Of(samples.Select(sample => sample.Rss)),
        Spread.Of(samples.Select(sample => sample.RssAnon)),
        Spread.Of(samples.Select(sample => sample.RssLoaded)));

    private sealed record Sample(double Ready, double Rss, double RssAnon, double RssLoaded);
}
