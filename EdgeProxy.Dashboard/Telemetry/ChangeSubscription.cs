namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>One reader who wants to hear of changes.</summary>
internal sealed class ChangeSubscription(TelemetryChanges owner, TelemetrySignals signals, Action<TelemetrySignals> changed) : IDisposable
{
    private readonly Lock _lock = new();
    private bool _disposed;

    public void Deliver(TelemetrySignals changes)
    {
        lock (_lock)
        {
            if (!_disposed && (changes & signals) != 0)
                changed(changes & signals);
        }
    }

    public void Dispose()
    {
        owner.Remove(this);
        lock (_lock)
            _disposed = true;
    }
}
