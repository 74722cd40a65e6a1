using System.Diagnostics;
using System.Globalization;

namespace EdgeProxy.EdgeBench;

/// <summary>How soon programs answer after their start, and the memory that they take.</summary>
internal static class StartAndSize
{
    private const int LoadSeconds = 2;
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(2);

    /// <summary>Starts the programs in turns, and gives their part of the page.</summary>
    /// <param name="stage">Where they run.</param>
    /// <param name="options">How often, which builds there are besides the usual ones, and variants of the gateway.</param>
    public static async Task<string> MeasureAsync(Workplace stage, BenchOptions options)
    {
        var samples = Programs(stage, options).ToDictionary(program => program, _ => new List<Sample>());
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (program, seen) in samples)
                seen.Add(await SampleAsync(program));
        }

        string[] head = ["| program | on disk, MB | ready after, ms | RSS idle, MiB | of it RssAnon | RSS after load, MiB |", "|---|---:|---:|---:|---:|---:|"];
        return string.Join('\n', [.. head, .. samples.Select(one => Row(one.Key, one.Value)), ""]);
    }

    private static IEnumerable<StartedProgram> Programs(Workplace workplace, BenchOptions options)
    {
        yield return StartedProgram.BareApi(workplace);
        yield return StartedProgram.Gateway(workplace, GatewayVariant.AsShipped with { Label = "gateway" });
        foreach (var variant in options.Variants)
            yield return StartedProgram.Gateway(workplace, variant);
        yield return StartedProgram.Service(workplace, "ping-svc", Workplace.Program("PingService"));
        if (options.Published is not { } published)
            yield break;
        foreach (var kind in (string[])["r2r", "aot"])
        {
            var gateway = GatewayVariant.AsShipped with { Label = $"gateway, {kind}", Program = Path.Combine(published, $"EdgeProxy.Gateway-{kind}", "EdgeProxy.Gateway") };
            yield return StartedProgram.Gateway(workplace, gateway);
            yield return StartedProgram.Service(workplace, $"ping-svc, {kind}", Path.Combine(published, $"PingService-{kind}", "PingService"));
        }
    }

    private static async Task<Sample> SampleAsync(StartedProgram program)
    {
        var port = Workplace.FreePort();
        var target = new Uri($"http://127.0.0.1:{port}{program.Path}");
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        await using var process = await program.StartAsync(port);
        (await client.GetAsync(target)).EnsureSuccessStatusCode();
        var ready = watch.Elapsed.TotalMilliseconds;
        await Task.Delay(IdleFor);
        var (rss, anonymous) = (process.Memory("VmRSS"), process.Memory("RssAnon"));
        await Wrk.RunAsync(target, LoadCase.All[0], LoadSeconds);
        return new Sample(ready, rss, anonymous, process.Memory("VmRSS"));
    }

    private static string Row(StartedProgram program, List<Sample> samples)
    {
        var ready = Spread.Of(samples.Select(sample => sample.Ready));
        double Median(Func<Sample, double> value) => Spread.Of(samples.Select(value)).Median;
        return string.Create(CultureInfo.InvariantCulture, $"| {program.Name} | {program.Megabytes():F1} | {ready.Median:F0} ({ready.Low:F0} to {ready.High:F0}) | {Median(one => one.Rss):F1} | {Median(one => one.RssAnon):F1} | {Median(one => one.RssLoaded):F1} |");
    }

    private sealed record Sample(double Ready, double Rss, double RssAnon, double RssLoaded);
}
