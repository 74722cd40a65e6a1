namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>What was refused since the start: the sender was told, and so is whoever looks at the page.</summary>
public interface IRejectionQueries
{
    /// <summary>What was refused of a signal.</summary>
    /// <param name="signal">One signal.</param>
    RejectionSummary Of(TelemetrySignals signal);
}
