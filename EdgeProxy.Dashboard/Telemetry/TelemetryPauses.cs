using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>Which signals, of everybody or of single resources, are paused. Safe for several threads.</summary>
internal sealed class TelemetryPauses
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResourceKey, TelemetrySignals> _resources = [];
    private int _everybody;
    private int _paused;

    public TelemetrySignals Everybody => (TelemetrySignals)Volatile.Read(ref _everybody);

    public void Change(ResourceKey? resource, Func<TelemetrySignals, TelemetrySignals> change)
    {
        lock (_lock)
        {
            if (resource is { } key)
            {
                _resources[key] = change(_resources.GetValueOrDefault(key));
                if (_resources[key] == TelemetrySignals.None)
                    _resources.Remove(key);
            }
            else
            {
                Volatile.Write(ref _everybody, (int)change(Everybody));
            }

            Volatile.Write(ref _paused, (int)_resources.Values.Aggregate(Everybody, (all, one) => all | one));
        }
    }

    public bool IsPaused(TelemetrySignals signal, ResourceKey resource)
    {
        if ((Everybody & signal) != 0)
            return true;
        lock (_lock)
            return (_resources.GetValueOrDefault(resource) & signal) != 0;
    }

    /// <summary>Takes out what is paused. Costs nothing while nothing of <paramref name="signal"/> is.</summary>
    public void RemovePaused<THeader>(TelemetrySignals signal, List<PendingRecord<THeader>> records)
        where THeader : struct
    {
        if (((TelemetrySignals)Volatile.Read(ref _paused) & signal) != 0)
            records.RemoveAll(record => IsPaused(signal, record.Origin.Resource.Key));
    }
}
