using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>
/// Signals changes of the configuration. It registers when it is created, which must be before the configuration is read for the first time:
/// a change at any later moment, the start included, is then applied.
/// </summary>
internal sealed class ConfigurationChanges : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private readonly IDisposable _registration;
    private readonly string? _file;
    private readonly ITimer? _timer;
    private (DateTime Written, long Length) _seen;

    /// <param name="configuration">The configuration.</param>
    /// <param name="file">The Envoy file, which is looked at once a second; null for none.</param>
    /// <param name="time">The clock.</param>
    public ConfigurationChanges(IConfiguration configuration, string? file, TimeProvider time)
    {
        _registration = ChangeToken.OnChange(configuration.GetReloadToken, Signal);
        if (file is null)
            return;
        _file = file;
        _seen = Look();
        _timer = time.CreateTimer(_ => Compare(), null, LookInterval, LookInterval);
    }

    /// <summary>Ends at once when the configuration changed since the last call, else with the next change.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Dispose();
        _changed.Dispose();
    }

    private (DateTime Written, long Length) Look()
    {
        // A ConfigMap's file is a link to a link, whose target changes.
        var info = new FileInfo(_file!);
        try
        {
            if (info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                info = target;
            return info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is being replaced: the next look sees it.
            return _seen;
        }
    }

    private void Compare()
    {
        var now = Look();
        if (now == _seen)
            return;
        _seen = now;
        Signal();
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
