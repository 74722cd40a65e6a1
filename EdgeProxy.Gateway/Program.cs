using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Upstream;

if (Usage.IsRequested(args))
{
#pragma warning disable RS0030 // The entry point: this is what was asked for.
    await Console.Out.WriteAsync(Usage.Text);
#pragma warning restore RS0030
    return 0;
}

// From the start on: logrotate does not wait for it.
AccessLogSinks? logs = null;
using var reopenLogs = ReopenSignal.Register(() => logs?.Reopen());
InlineSockets.Prefer();
try
{
    if (GatewayArguments.Check(args) is { Count: > 0 } errors)
        throw new GatewayConfigException(errors);
    var builder = WebApplication.CreateSlimBuilder(GatewayOptions.From(args));
    builder.Configuration.AddReplicasFile();
    if (ValidateMode.IsRequested(builder.Configuration))
    {
#pragma warning disable RS0030 // The entry point: this is what the mode prints.
        ValidateMode.Run(builder.Configuration, Console.Out);
#pragma warning restore RS0030
        return 0;
    }

    builder.AddGatewayTelemetry();
    builder.AddGateway();

    var app = builder.Build();
    app.UseGateway();
    logs = app.Services.GetRequiredService<AccessLogSinks>();
    return await app.RunToEndAsync();
}
catch (Exception failure)
{
#pragma warning disable RS0030 // The entry point: there is no logger yet, or no longer.
    await Console.Error.WriteLineAsync(StartFailure.Describe(failure));
#pragma warning restore RS0030
    return 1;
}
