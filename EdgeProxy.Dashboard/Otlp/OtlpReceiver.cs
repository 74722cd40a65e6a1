using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>What gRPC and HTTP share: a request's bytes in, the response message out.</summary>
internal sealed class OtlpReceiver(TelemetryIngestor ingestor)
{
    /// <summary>Stores a request.</summary>
    /// <returns>The <c>Export…ServiceResponse</c>; null when nothing was rejected, for then it is empty.</returns>
    /// <exception cref="OtlpRefusedException">The request cannot be decoded.</exception>
    public IMessage? Receive(TelemetrySignals signal, ReadOnlyMemory<byte> request)
    {
        try
        {
            var result = ingestor.Ingest(signal, request);
            return result.Rejected == 0 ? null : OtlpResponses.PartialSuccess(signal, result);
        }
        catch (MalformedPayloadException e)
        {
            throw new OtlpRefusedException(OtlpRefusal.BadData, e.Message);
        }
    }
}
