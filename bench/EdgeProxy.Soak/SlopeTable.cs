using System.Globalization;

namespace EdgeProxy.Soak;

/// <summary>The figures at the end, as a Markdown table.</summary>
internal static class SlopeTable
{
    public static async Task WriteAsync(TextWriter output, SampleStore samples, SteadyRate load)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{load.Served} requests served, {load.Failed} failed");
        foreach (var (failure, count) in load.Failures)
            await output.WriteLineAsync($"  {count} x {failure}");
        await output.WriteLineAsync();
        await output.WriteLineAsync("| of | what | at first | at last | slope a minute |");
        await output.WriteLineAsync("|---|---|---|---|---|");
        foreach (var name in samples.Names)
        {
            var (first, last, slope) = samples.Line(name);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name.Of} | {name.What} | {first:0.0} | {last:0.0} | {slope:+0.00;-0.00;0} |"));
        }
    }
}
