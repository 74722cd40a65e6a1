using System.Runtime.InteropServices;

namespace EdgeProxy.Hosting.Running;


/// <summary>Ctrl+C, SIGTERM, SIGHUP and SIGQUIT: the first asks to stop, the second to kill at once. The death of a parent <c>dotnet run</c> asks too.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _kill = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly ParentWatch _parent;

    public StopSignals(CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
        _parent = ParentWatch.Start(_stop.Cancel);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Kill => _kill.Token;

    public void Dispose()
    {
        _parent.Dispose();
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        _kill.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            _kill.Cancel();
        else
            _stop.Cancel();
    }
}
