using EdgeProxy.Soak;

// A steady load for a long time, while what happens in a long time happens. bench/soak.sh builds and starts it.
#pragma warning disable RS0030 // An entry point: it writes to the console.
var output = Console.Out;
#pragma warning restore RS0030
if (SoakOptions.Parse(args) is not { } options)
{
    await output.WriteLineAsync(SoakOptions.Usage);
    return 2;
}

await using var system = await SoakSystem.StartAsync(options);
await using var load = new SteadyRate(system.Edge, options.RequestsPerSecond);
var samples = new SampleStore();
await new SoakRun(system, load, samples, options, output).RunAsync();
await load.StopAsync();
await SlopeTable.WriteAsync(output, samples, load);
return load.Failed == 0 ? 0 : 1;
