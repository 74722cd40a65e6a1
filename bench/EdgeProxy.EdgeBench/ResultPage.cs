using System.Globalization;
using System.Text;

namespace EdgeProxy.EdgeBench;

/// <summary>Writes the results as Markdown.</summary>
internal static class ResultPage
{
    public static string Write(Stage stage, BenchOptions options, IReadOnlyList<Measurement> results)
    {
        var text = new StringBuilder();
        Line(text, $"Machine: {Machine.Describe()}. Load, backends and contenders share it.");
        Line(text, $"Versions: {string.Join(", ", stage.Contenders.Select(contender => $"{contender.Name} {contender.Version}"))}; .NET {Environment.Version}.");
        Line(text, $"Settings: {options.WarmUpSeconds} s of warm-up each, {options.Rounds} rounds of {options.Seconds} s, interleaved; medians, the range in brackets.");
        Line(text, $"");
        Line(text, $"| load | contender | CPU a request, us | of HAProxy | requests/s | p50, ms | p99, ms | failed |");
        Line(text, $"|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var group in results.GroupBy(one => (one.Case, one.Contender)))
            Row(text, group.Key.Case, group.Key.Contender, [.. group], Base(results, group.Key.Case));
        return text.ToString();
    }

    private static double Base(IReadOnlyList<Measurement> results, LoadCase load) =>
        Spread.Of(results.Where(one => one.Case == load && one.Contender == "haproxy").Select(one => one.Processor)).Median;

    private static void Row(StringBuilder text, LoadCase load, string contender, IReadOnlyList<Measurement> runs, double first)
    {
        var processor = Spread.Of(runs.Select(one => one.Processor));
        var rate = Spread.Of(runs.Select(one => one.Load.PerSecond)).Median;
        var (p50, p99) = (Spread.Of(runs.Select(one => one.Load.P50)).Median, Spread.Of(runs.Select(one => one.Load.P99)).Median);
        var name = contender == "gateway" ? "**gateway**" : contender;
        Line(text, $"| {load.Title} | {name} | {processor.Median:F1} ({processor.Low:F1} to {processor.High:F1}) | {processor.Median / first:F2} | {rate:F0} | {p50:F2} | {p99:F2} | {runs.Sum(one => one.Load.Failed)} |");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
