using System.Globalization;
using EdgeProxy.StartupBench;

#pragma warning disable RS0030 // A program that a person runs: its output is its purpose.
string[] systems = ["edge=EdgeProxy.AppHost", "plain=bench/EdgeProxy.PlainAppHost"];
var repeat = 5;
var configuration = "Debug";
for (var index = 0; index < args.Length; index++)
{
    switch (args[index])
    {
        case "--repeat" when index + 1 < args.Length && int.TryParse(args[index + 1], out repeat) && repeat > 0: index++; break;
        case "--configuration" when index + 1 < args.Length: configuration = args[++index]; break;
        case "--only" when index + 1 < args.Length: systems = [.. systems.Where(system => system.StartsWith(args[index + 1] + "=", StringComparison.Ordinal))]; index++; break;
        default:
            await Console.Error.WriteLineAsync($"'{args[index]}' is not known. Allowed: --repeat N, --configuration Debug|Release, --only edge|plain.");
            return 2;
    }
}

if (await SystemRun.IsServedAsync(CancellationToken.None))
{
    await Console.Error.WriteLineAsync($"Port {SystemRun.EdgePort} is taken, so another program would be measured. Stop what listens there.");
    return 1;
}

var results = systems.ToDictionary(system => system.Split('=')[0], _ => new List<Measurement>());
for (var round = 1; round <= repeat; round++)
{
    foreach (var system in systems)
    {
        var (name, project) = (system.Split('=')[0], system.Split('=')[1]);
        await using var run = SystemRun.Start(project, configuration);
        var measurement = await run.MeasureAsync();
        results[name].Add(measurement);
        await Console.Out.WriteLineAsync($"{round}/{repeat} {name,-6} {measurement}");
    }
}

foreach (var system in systems)
{
    var (name, project) = (system.Split('=')[0], system.Split('=')[1]);
    await using var run = SystemRun.Start(project, configuration);
    await Console.Out.WriteLineAsync($"kill -9 {name,-6} processes left after 3, 5, 10 s: {string.Join(", ", await run.KillAsync())}");
}

await Console.Out.WriteLineAsync($"\n{"median of " + repeat,-34}{string.Concat(results.Keys.Select(name => $"{name,9}"))}{(results.Count == 2 ? "    ratio" : "")}{"",4}slowest");
foreach (var (label, select) in Measurement.Columns)
{
    var medians = results.Values.Select(values => Median(values.Select(select))).ToList();
    var ratio = medians.Count == 2 ? $"{(medians[1] == 0 ? "-" : (medians[0] / medians[1]).ToString("0.00", CultureInfo.InvariantCulture)),9}" : "";
    var slowest = string.Concat(results.Values.Select(values => $"{values.Max(select),9:0.00}"));
    await Console.Out.WriteLineAsync($"{label,-34}{string.Concat(medians.Select(median => $"{median,9:0.00}"))}{ratio}{slowest}");
}

return 0;

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
