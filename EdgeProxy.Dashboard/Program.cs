using EdgeProxy.Dashboard;
using EdgeProxy.Dashboard.Archive;
using EdgeProxy.Dashboard.Layout;
using EdgeProxy.Dashboard.Listening;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Persistence;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.Security;
using EdgeProxy.Dashboard.Telemetry;

if (Usage.IsAskedBy(args))
{
#pragma warning disable RS0030 // An entry point: it writes to the console.
    await Console.Out.WriteAsync(Usage.Text);
#pragma warning restore RS0030
    return 0;
}

try
{
    DashboardArguments.Require(args);
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.AddFrontendListener();
    builder.AddFrontendSecurity();
    builder.Services.AddTelemetry();
    builder.Services.AddPersistence();
    builder.Services.AddOtlp();
    builder.AddResourceFeed();
    builder.AddArchive();
    builder.AddFrontend();

    var app = builder.Build();
    UnknownSettings.Warn(app.Configuration, app.Logger);
    app.UseNotFoundPage();
    app.UseRouting();
    app.MapOtlp();
    app.UseFrontendListener();
    app.UseFrontendSecurity();
    app.MapResourceFeed();
    app.MapArchive();
    app.MapFrontend();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartFailure.Explain(failure) is { } explanation)
{
#pragma warning disable RS0030 // An entry point: it writes to the console.
    await Console.Error.WriteLineAsync($"dashboard: {explanation}");
#pragma warning restore RS0030
    return 1;
}
