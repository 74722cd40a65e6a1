using System.Diagnostics;
using EdgeProxy.Scenarios.Service;

// A service that behaves as badly as SCENARIO says, for the tests of the engine.
var scenario = Environment.GetEnvironmentVariable("SCENARIO") ?? "serve";
if (scenario == "crash-at-start")
    throw new InvalidOperationException("The scenario asks for a crash at the start.");
using var child = scenario == "parent" ? Process.Start("/bin/sleep", "600") : null;

var builder = WebApplication.CreateSlimBuilder(args);
if (scenario == "deaf")
    builder.Services.AddSingleton<IHostLifetime, DeafLifetime>();

// A line for each question of a health check would push out what the tests look for.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();
app.MapGet("/health", () => scenario == "sick" ? Results.StatusCode(503) : Results.Ok());
app.MapGet("/finish", (IHostApplicationLifetime lifetime) => lifetime.StopApplication());
app.MapGet("/", () => "served");
app.MapGet("/env/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapGet("/args", () => string.Join(' ', args));
#pragma warning disable RS0030 // What a service writes to its console is what the engine's log is tested with.
app.MapGet("/say/{name}", (string name) => Console.WriteLine($"The value of {name} is {Environment.GetEnvironmentVariable(name)}."));
#pragma warning restore RS0030
await app.RunAsync();
