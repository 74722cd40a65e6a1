using System.Runtime.InteropServices;

namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>SIGUSR1, at which Envoy reopens its access logs: what logrotate sends after it has renamed a file. Without a handler it would end the process.</summary>
internal static class ReopenSignal
{
    // signal(7): the number is not the same everywhere.
    private const int OnLinux = 10;
    private const int OnBsd = 30;

    /// <summary>Calls <paramref name="reopen"/> at each signal, until the registration is disposed.</summary>
    /// <returns>The registration; null on Windows, which has no such signal.</returns>
    public static IDisposable? Register(Action reopen) => OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(
        (PosixSignal)(OperatingSystem.IsLinux() ? OnLinux : OnBsd),
        context =>
        {
            context.Cancel = true;
            reopen();
        });
}
