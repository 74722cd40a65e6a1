namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>Tells readers that something changed, at most every 250 ms however much arrives. The one look back from the stores to the pages.</summary>
public interface ITelemetryChanges
{
    /// <summary>Calls <paramref name="changed"/> after each change of one of <paramref name="signals"/>, with those that changed.</summary>
    /// <param name="signals">What to hear of.</param>
    /// <param name="changed">Called on a thread of the pool, never twice at a time for one subscription; it must not block.</param>
    /// <returns>Ends the subscription at dispose.</returns>
    IDisposable Subscribe(TelemetrySignals signals, Action<TelemetrySignals> changed);
}
