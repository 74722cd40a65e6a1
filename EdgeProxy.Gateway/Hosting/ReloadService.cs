using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Lifecycle;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>
/// Applies a changed configuration. It is read, validated and warmed beside the current one; one with an error is rejected with every
/// error named, and the current one stays in use.
/// </summary>
internal sealed partial class ReloadService(
    IConfiguration configuration, ConfigurationChanges changes, InvalidConfigurationFiles invalidFiles, GatewayStore gateway, ILogger<ReloadService> logger) : BackgroundService
{
    /// <summary>Configurations applied after the first.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>Configurations refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>What was wrong with the configuration that was refused last; empty when none was.</summary>
    public string LastRefusal { get; private set; } = "";

    private long _applied;
    private long _refused;
    private bool _lastWasRefused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await changes.WaitAsync(stoppingToken);
                await ApplyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (invalidFiles.Find(configuration) is { Count: > 0 } invalid)
                throw new GatewayConfigException(invalid);
            var (config, _, _, warnings) = GatewayConfiguration.Read(configuration, gateway.Current.Config);
            var isReplaced = await gateway.ReplaceAsync(config, cancellationToken);
            var wasRefused = _lastWasRefused;
            _lastWasRefused = false;
            if (!isReplaced)
            {
                if (wasRefused)
                    Log.ValidAgain(logger);
                return;
            }

            foreach (var warning in warnings)
                Log.Warning(logger, warning.Place, warning.Message);
            Interlocked.Increment(ref _applied);
            Log.Applied(logger, config.Clusters.Count, config.RouteCount);
        }
        catch (GatewayConfigException failure)
        {
            LastRefusal = failure.Message;
            Interlocked.Increment(ref _refused);
            _lastWasRefused = true;
            Log.Refused(logger, failure.Message);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing that one change brings may keep the next one from being applied.
            Interlocked.Increment(ref _refused);
            _lastWasRefused = true;
            Log.Failed(logger, failure);
        }
    }
}
