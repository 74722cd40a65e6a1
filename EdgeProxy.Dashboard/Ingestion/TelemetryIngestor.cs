using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>The one path from a request's bytes to the stores, whichever protocol brought them. A request is stored whole or not at all.</summary>
internal sealed class TelemetryIngestor(
    SpanMapper spans,
    LogMapper logs,
    MetricMapper metrics,
    TraceStore traceStore,
    LogStore logStore,
    MetricStore metricStore,
    TelemetryPauses pauses,
    RejectionStore refused)
{
    /// <summary>Called after something of a request was stored, with its bytes, which are valid during the call alone.</summary>
    public event Action<TelemetrySignals, ReadOnlyMemory<byte>>? Stored;

    /// <summary>Reads a request of <paramref name="signal"/> and stores what is in it.</summary>
    /// <param name="signal">Traces, logs or metrics.</param>
    /// <param name="request">The <c>Export…ServiceRequest</c> as protobuf. It is not used after the return.</param>
    /// <exception cref="MalformedPayloadException">The request cannot be read; nothing of it is stored.</exception>
    public IngestResult Ingest(TelemetrySignals signal, ReadOnlyMemory<byte> request)
    {
        var rejections = new Rejections();
        var stored = signal switch
        {
            TelemetrySignals.Traces => IngestSpans(spans.Map(request, rejections)),
            TelemetrySignals.Logs => IngestLogs(logs.Map(request)),
            TelemetrySignals.Metrics => IngestPoints(metrics.Map(request, rejections)),
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Allowed: Traces, Logs, Metrics."),
        };
        if (stored > 0)
            Stored?.Invoke(signal, request);
        if (rejections.Count > 0)
            refused.Add(signal, rejections.Count, rejections.Message);
        return new IngestResult(rejections.Count, rejections.Message);
    }

    private int IngestSpans(List<PendingRecord<SpanHeader>> found)
    {
        pauses.RemovePaused(TelemetrySignals.Traces, found);
        foreach (var (origin, count, _) in OriginRuns.Count(found, _ => false))
            origin.Entry.CountSpans(count);
        traceStore.Add(found);
        return found.Count;
    }

    private int IngestLogs(List<PendingRecord<LogHeader>> found)
    {
        pauses.RemovePaused(TelemetrySignals.Logs, found);
        foreach (var (origin, count, errors) in OriginRuns.Count(found, log => log.Header.SeverityNumber >= LogEntry.ErrorSeverity))
            origin.Entry.CountLogs(count, errors);
        logStore.Add(found);
        return found.Count;
    }

    private int IngestPoints(List<PendingRecord<PointHeader>> found)
    {
        pauses.RemovePaused(TelemetrySignals.Metrics, found);
        foreach (var (origin, count, _) in OriginRuns.Count(found, _ => false))
            origin.Entry.CountPoints(count);
        metricStore.Add(found);
        return found.Count;
    }
}
