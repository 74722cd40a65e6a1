using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>
/// Signals changes of the configuration. It registers when it is created, which must be before the configuration is read for the first time:
/// a change at any later moment, the start included, is then applied.
/// </summary>
internal sealed class ConfigurationChanges : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly IDisposable _registration;

    public ConfigurationChanges(IConfiguration configuration) => _registration = ChangeToken.OnChange(configuration.GetReloadToken, Signal);

    /// <summary>Ends at once when the configuration changed since the last call, else with the next change.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    public void Dispose()
    {
        _registration.Dispose();
        _changed.Dispose();
    }

    private void Signal()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A change that was not read yet is read together with this one.
        }
        catch (ObjectDisposedException)
        {
            // The process ends.
        }
    }
}
