using EdgeProxy.EdgeBench;

// Measures the gateway beside HAProxy, nginx, Caddy and a bare YARP. bench/edge.sh installs, builds and starts it.
#pragma warning disable RS0030 // An entry point: it writes to the console.
var output = Console.Out;
#pragma warning restore RS0030
if (!BenchOptions.TryParse(args, out var options, out var error))
{
    await output.WriteLineAsync(error);
    return 2;
}

if (options.IsScale)
{
    await EdgeProxy.EdgeBench.Scale.ScaleRun.RunAsync(options, output);
    return 0;
}

if (options.IsStart)
{
    using var workplace = new Workplace();
    await using var backends = await Backends.StartAsync(workplace);
    await output.WriteLineAsync(await StartAndSize.MeasureAsync(workplace, options));
    return 0;
}

if (options.IsAllocations)
{
    await EdgeProxy.EdgeBench.Allocations.AllocationRun.RunAsync(options, output);
    return 0;
}

await using var stage = await Stage.SetUpAsync(options);
await output.WriteLineAsync($"warming up: {options.WarmUpSeconds} s for each of {string.Join(", ", stage.Contenders.Select(contender => contender.Name))}");
var schedule = new Schedule(stage, options, output);
await schedule.WarmUpAsync();
var results = await schedule.RunAsync();
var page = ResultPage.Write(stage, options, results);
await output.WriteLineAsync(page);
if (options.Page is { } path)
    await PerformancePage.ReplaceAsync(path, page, ResultChart.Draw(results));
return 0;
