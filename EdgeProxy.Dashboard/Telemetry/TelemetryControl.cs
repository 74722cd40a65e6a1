using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Telemetry;

/// <inheritdoc cref="ITelemetryControl"/>
internal sealed class TelemetryControl(
    TelemetryPauses pauses, TraceStore traces, LogStore logs, MetricStore metrics, TelemetryChanges changes) : ITelemetryControl
{
    /// <summary>Called after something was cleared, so that what is kept elsewhere is cleared too.</summary>
    public event Action<TelemetrySignals, ResourceKey?>? Cleared;

    /// <inheritdoc/>
    public TelemetrySignals Paused => pauses.Everybody;

    /// <inheritdoc/>
    public void Pause(TelemetrySignals signals, ResourceKey? resource = null)
    {
        pauses.Change(resource, paused => paused | signals);
        changes.Publish(signals);
    }

    /// <inheritdoc/>
    public void Resume(TelemetrySignals signals, ResourceKey? resource = null)
    {
        pauses.Change(resource, paused => paused & ~signals);
        changes.Publish(signals);
    }

    /// <inheritdoc/>
    public bool IsPaused(TelemetrySignals signal, ResourceKey resource) => pauses.IsPaused(signal, resource);

    /// <inheritdoc/>
    public void Clear(TelemetrySignals signals, ResourceKey? resource = null)
    {
        if (signals.HasFlag(TelemetrySignals.Traces))
            traces.Clear(resource);
        if (signals.HasFlag(TelemetrySignals.Logs))
            logs.Clear(resource);
        if (signals.HasFlag(TelemetrySignals.Metrics))
            metrics.Clear(resource);
        Cleared?.Invoke(signals, resource);
    }
}
