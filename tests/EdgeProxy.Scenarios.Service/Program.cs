using System.Globalization;
using EdgeProxy.Scenarios.Service;

// A service that behaves as badly as SCENARIO says, for the tests of EdgeProxy.Hosting: crash-at-start, deaf (ignores SIGTERM) or serve.
var scenario = Environment.GetEnvironmentVariable("SCENARIO") ?? "serve";
if (scenario == "crash-at-start")
    throw new InvalidOperationException("The scenario asks for a crash at the start.");

var builder = WebApplication.CreateSlimBuilder(args);
if (scenario == "deaf")
    builder.Services.AddSingleton<IHostLifetime, DeafLifetime>();

// Health checks would fill the log.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();
var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
app.MapGet("/health", () => Results.Ok());
app.MapGet("/finish", (IHostApplicationLifetime lifetime) => lifetime.StopApplication());
app.MapGet("/env/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapFallback(() => process);
await app.RunAsync();
