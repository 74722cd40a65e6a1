namespace EdgeProxy.Dashboard.Telemetry;

/// <inheritdoc cref="ITelemetryChanges"/>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of readers that fail.</param>
internal sealed partial class TelemetryChanges(TimeProvider time, ILogger<TelemetryChanges> logger) : ITelemetryChanges, IDisposable
{
    /// <summary>As often as a person can follow.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<ChangeSubscription> _subscriptions = [];
    private ITimer? _timer;
    private int _pending;
    private bool _disposed;

    /// <inheritdoc/>
    public IDisposable Subscribe(TelemetrySignals signals, Action<TelemetrySignals> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var subscription = new ChangeSubscription(this, signals, changed);
        lock (_lock)
            _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Says that something changed. Cheap: called for every batch.</summary>
    public void Publish(TelemetrySignals signals)
    {
        if (Interlocked.Or(ref _pending, (int)signals) != 0)
            return;
        lock (_lock)
        {
            if (_disposed)
                return;
            _timer ??= time.CreateTimer(_ => Deliver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
            _subscriptions.Clear();
        }
    }

    internal void Remove(ChangeSubscription subscription)
    {
        lock (_lock)
            _subscriptions.Remove(subscription);
    }

    private void Deliver()
    {
        var signals = (TelemetrySignals)Interlocked.Exchange(ref _pending, 0);
        ChangeSubscription[] subscriptions;
        lock (_lock)
            subscriptions = [.. _subscriptions];
        foreach (var subscription in subscriptions)
        {
            try
            {
                subscription.Deliver(signals);
            }
            catch (Exception e)
            {
                // One reader's failure must not keep the others from hearing, nor end the program from a timer.
                Log.ReaderFailed(logger, e);
            }
        }
    }
}
