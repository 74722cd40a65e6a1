using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Lifecycle;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>Between SIGTERM and the end of the listeners: <c>/ready</c> fails while everything is still served.</summary>
internal sealed partial class DrainService(ServerState state, DrainOptions options, TimeProvider time, ILogger<DrainService> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before any service stops, Kestrel among them.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.SetStopping();
        if (options.Time <= TimeSpan.Zero)
            return;
        Log.Draining(logger, options.Time.TotalSeconds);
        await Task.Delay(options.Time.ForTimer(), time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
