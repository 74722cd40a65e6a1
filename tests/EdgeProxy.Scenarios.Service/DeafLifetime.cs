using System.Runtime.InteropServices;

namespace EdgeProxy.Scenarios.Service;

/// <summary>The lifetime of a service that hears SIGTERM and goes on serving, so that only SIGKILL ends it.</summary>
internal sealed class DeafLifetime : IHostLifetime, IDisposable
{
    private PosixSignalRegistration? _registration;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();
}
