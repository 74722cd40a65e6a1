using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Configuration;

/// <summary>
/// Applies a configuration that changed. It is read, checked and warmed beside the one at work; one with an error is refused with every
/// error named, and the one at work stays.
/// </summary>
internal sealed partial class ReloadService(IConfiguration configuration, GatewayStore gateway, ILogger<ReloadService> logger) : BackgroundService
{
    private readonly SemaphoreSlim _changed = new(0, 1);

    /// <summary>Configurations applied after the first.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>Configurations refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    private long _applied;
    private long _refused;
    private bool _lastWasRefused;

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = ChangeToken.OnChange(configuration.GetReloadToken, Signal);
        try
        {
            while (true)
            {
                await _changed.WaitAsync(stoppingToken);
                await ApplyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Signal()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A change that was not looked at yet brings this one with it.
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (BrokenFiles.Of(configuration) is { Count: > 0 } broken)
                throw new GatewayConfigException(broken);
            var (config, _, _, warnings) = GatewayConfiguration.Read(configuration);
            var isReplaced = await gateway.ReplaceAsync(config, cancellationToken);
            var wasRefused = _lastWasRefused;
            _lastWasRefused = false;
            if (!isReplaced)
            {
                if (wasRefused)
                    Log.InOrderAgain(logger);
                return;
            }

            foreach (var warning in warnings)
                Log.Warning(logger, warning.Place, warning.Message);
            Interlocked.Increment(ref _applied);
            Log.Applied(logger, config.Clusters.Count, config.Listener.VirtualHosts.Sum(host => host.Routes.Count));
        }
        catch (GatewayConfigException failure)
        {
            Interlocked.Increment(ref _refused);
            _lastWasRefused = true;
            Log.Refused(logger, failure.Message);
        }
    }
}
