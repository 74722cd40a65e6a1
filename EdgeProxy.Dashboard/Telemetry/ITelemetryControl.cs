using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>What a person may do to the stores: pause and clear.</summary>
public interface ITelemetryControl
{
    /// <summary>The signals that are paused: what arrives of them is accepted and forgotten.</summary>
    TelemetrySignals Paused { get; }

    /// <summary>Pauses <paramref name="signals"/>, or only those of <paramref name="resource"/>.</summary>
    /// <param name="signals">What to pause.</param>
    /// <param name="resource">Whose; everybody's when null.</param>
    void Pause(TelemetrySignals signals, ResourceKey? resource = null);

    /// <summary>Lets <paramref name="signals"/> in again.</summary>
    /// <param name="signals">What to resume.</param>
    /// <param name="resource">Whose; everybody's when null.</param>
    void Resume(TelemetrySignals signals, ResourceKey? resource = null);

    /// <summary>Whether what arrives of <paramref name="signal"/> from <paramref name="resource"/> is forgotten now.</summary>
    /// <param name="signal">One signal.</param>
    /// <param name="resource">Whose.</param>
    bool IsPaused(TelemetrySignals signal, ResourceKey resource);

    /// <summary>Forgets what is stored of <paramref name="signals"/>.</summary>
    /// <param name="signals">What to forget.</param>
    /// <param name="resource">Whose; everybody's when null.</param>
    void Clear(TelemetrySignals signals, ResourceKey? resource = null);
}
