using EdgeProxy.OtlpLoad;

// Measures how a dashboard takes telemetry: it starts one, sends to it as fast as it answers, and prints medians.
#pragma warning disable RS0030 // An entry point: it writes to the console.
var output = Console.Out;
#pragma warning restore RS0030
if (!LoadOptions.TryParse(args, out var options, out var error))
{
    await output.WriteLineAsync(error);
    return 2;
}

await using var dashboard = await DashboardProcess.StartAsync(options.Dashboard);
await output.WriteLineAsync($"ready after {dashboard.ReadyAfter.TotalSeconds:F2} s");
await Task.Delay(TimeSpan.FromSeconds(options.IdleSeconds));
await output.WriteLineAsync($"idle after {options.IdleSeconds} s: {dashboard.ResidentMiB:F0} MiB");
await output.WriteLineAsync();
await output.WriteLineAsync("| scenario | items/s | CPU us an item | RSS MiB after |");
await output.WriteLineAsync("|---|---:|---:|---:|");
foreach (var scenario in Scenario.All.Where(scenario => options.Includes(scenario.Name)))
{
    var results = new List<RunResult>();
    await LoadRun.ExecuteAsync(dashboard, scenario, TimeSpan.FromSeconds(options.WarmUpSeconds), options.Concurrency);
    for (var round = 0; round < options.Rounds; round++)
        results.Add(await LoadRun.ExecuteAsync(dashboard, scenario, TimeSpan.FromSeconds(options.Seconds), options.Concurrency));
    var rate = Median.Of(results.Select(result => result.ItemsPerSecond));
    var processor = Median.Of(results.Select(result => result.ProcessorMicrosecondsPerItem));
    await output.WriteLineAsync($"| {scenario.Name} | {rate:N0} | {processor:F2} | {dashboard.ResidentMiB:F0} |");
}

await output.WriteLineAsync();
await output.WriteLineAsync($"peak: {dashboard.PeakResidentMiB:F0} MiB; sent: {LoadRun.TotalItems:N0} items");
return 0;
