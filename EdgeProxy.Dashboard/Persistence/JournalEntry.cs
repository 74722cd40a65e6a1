using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Persistence;

/// <summary>Something that happened to the stores: a request was stored, or something was cleared.</summary>
/// <param name="Signals">The signal of the request, or the signals cleared.</param>
/// <param name="Request">OTLP's request as protobuf; null when something was cleared.</param>
/// <param name="ClearedResource">Whose telemetry was cleared; null for everybody's.</param>
internal sealed record JournalEntry(TelemetrySignals Signals, byte[]? Request, ResourceKey? ClearedResource)
{
    public long Size => Request?.Length ?? 0;
}
