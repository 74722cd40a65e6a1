using System.Diagnostics;
using System.Globalization;

namespace EdgeProxy.Soak;

/// <summary>The run: every 10 s a sample of everything, every 20 s new settings, every 30 s a replica is killed and comes back.</summary>
internal sealed class SoakRun(SoakSystem system, SteadyRate load, SampleStore samples, SoakOptions options, TextWriter output)
{
    private const int SampleSeconds = 10;
    private const int ReloadSeconds = 20;
    private const int KillSeconds = 30;

    public async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var kills = 0;
        for (var second = SampleSeconds; second <= options.Minutes * 60; second += SampleSeconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(second - watch.Elapsed.TotalSeconds, 0)));
            if (second > options.WarmUpSeconds)
                await SampleAsync(second / 60.0);
            else
                load.TakeLatencies();
            if (second % ReloadSeconds == 0)
                await system.ConfigureAsync(second);
            if (second % KillSeconds == 0)
                system.KillReplica(kills++);
        }
    }

    private async Task SampleAsync(double minute)
    {
        var latencies = load.TakeLatencies();
        if (latencies.Length > 0)
        {
            samples.Add("client", "p50 ms", minute, latencies[latencies.Length / 2]);
            samples.Add("client", "p99 ms", minute, latencies[(int)(latencies.Length * 0.99)]);
        }

        foreach (var process in system.Processes)
        {
            foreach (var (what, value) in process.Usage())
                samples.Add(process.Name, what, minute, value);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{minute,6:0.0} min  {load.Served,9} served  {load.Failed} failed  p99 {(latencies.Length > 0 ? latencies[(int)(latencies.Length * 0.99)] : 0):0.0} ms"));
    }
}
