using System.Globalization;
using EdgeProxy.EdgeBench.Contenders;

namespace EdgeProxy.EdgeBench.Allocations;

/// <summary>What the gateway allocates for a request under load, with all its layers: by type, and summed by layer.</summary>
internal static class AllocationRun
{
    private const int WarmUpSeconds = 10;
    private const double Least = 0.5;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1.5);

    /// <summary>Measures, and writes what it saw as a Markdown table.</summary>
    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        using var workplace = new Workplace();
        await using var backends = await Backends.StartAsync(workplace);
        var file = workplace.File("allocations");
        var variant = options.Variants.FirstOrDefault() ?? GatewayVariant.AsShipped;
        var environment = new Dictionary<string, string>(variant.Environment)
        {
            [AllocationListener.FileVariable] = file,
            ["DOTNET_STARTUP_HOOKS"] = typeof(AllocationRun).Assembly.Location,
        };
        var port = Workplace.FreePort();
        await using var gateway = await Gateway.StartAsync(workplace, port, variant with { Environment = environment });
        var target = new Uri($"http://127.0.0.1:{port}/ping");
        var load = LoadCase.All[0] with { HasRequestId = true };
        await Wrk.RunAsync(target, load, WarmUpSeconds);
        await Task.Delay(Settle);
        var before = await AllocationCounts.ReadAsync(file);
        var seen = await Wrk.RunAsync(target, load, options.Seconds);
        await Task.Delay(Settle);
        var after = await AllocationCounts.ReadAsync(file);
        await WriteAsync(output, after.Since(before), seen.Requests);
    }

    private static async Task WriteAsync(TextWriter output, IReadOnlyDictionary<string, long> bytes, long requests)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{requests} requests with x-request-id, {(double)bytes.Values.Sum() / requests:F0} B each\n\n| layer | type | B a request |\n|---|---|---:|"));
        foreach (var layer in bytes.GroupBy(one => AllocationLayer.Of(one.Key)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| **{layer.Key}** | all | {(double)layer.Sum(one => one.Value) / requests:F0} |"));
            foreach (var (type, amount) in layer.Where(one => one.Value >= Least * requests).OrderByDescending(one => one.Value))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {layer.Key} | `{type.Replace("|", "\\|", StringComparison.Ordinal)}` | {(double)amount / requests:F0} |"));
        }
    }
}
