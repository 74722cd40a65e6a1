using System.Collections.Concurrent;

namespace EdgeProxy.Dashboard.Telemetry;

/// <inheritdoc cref="IRejectionQueries"/>
/// <param name="changes">Told of each refusal.</param>
internal sealed class RejectionStore(TelemetryChanges changes) : IRejectionQueries
{
    private readonly ConcurrentDictionary<TelemetrySignals, RejectionSummary> _summaries = [];

    /// <inheritdoc/>
    public RejectionSummary Of(TelemetrySignals signal) => _summaries.GetValueOrDefault(signal, RejectionSummary.None);

    /// <summary>Counts what was refused of one request.</summary>
    /// <param name="signal">The request's signal.</param>
    /// <param name="count">How much, more than 0.</param>
    /// <param name="message">Why.</param>
    public void Add(TelemetrySignals signal, long count, string? message)
    {
        _summaries.AddOrUpdate(signal, _ => new(count, message), (_, before) => new(before.Count + count, message));
        changes.Publish(signal);
    }
}
