using EdgeProxy.EdgeBench;
using EdgeProxy.OtlpLoad;
using EdgeProxy.OtlpLoad.Figures;
using EdgeProxy.OtlpLoad.Pages;

// Measures a dashboard: its start, how it takes telemetry, its memory, its pages, and the whole system with it. Prints one table of medians.
#pragma warning disable RS0030 // An entry point: it writes to the console.
var output = Console.Out;
#pragma warning restore RS0030
if (!LoadOptions.TryParse(args, out var options, out var error))
{
    await output.WriteLineAsync(error);
    return 2;
}

await output.WriteLineAsync($"Machine: {Machine.Describe()}. Load, browser and dashboard share it. .NET {Environment.Version}.");
await output.WriteLineAsync($"Medians; the range of the runs in brackets. Spans and log records are sent in batches of 512, {options.Concurrency} at the same time.");
await output.WriteLineAsync();
var table = new FigureTable(output);
await table.BeginAsync();
foreach (var part in LoadOptions.AllParts.Where(options.Parts.Contains))
{
    await (part switch
    {
        "start" => StartFigures.MeasureAsync(options, table),
        "ingest" => IngestFigures.MeasureAsync(options, table),
        "memory" => MemoryFigures.MeasureAsync(options, table),
        "pages" => PageFigures.MeasureAsync(options, table),
        _ => SystemFigures.MeasureAsync(options, table),
    });
}

await output.WriteLineAsync();
await output.WriteLineAsync(table.Missed == 0 ? "Everything is what it should be." : $"{table.Missed} figures are not what they should be.");
return 0;
