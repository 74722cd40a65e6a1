using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>What gRPC and HTTP share: a request's bytes in, the response message out.</summary>
internal sealed class OtlpReceiver(TelemetryIngestor ingestor)
{
    /// <summary>Stores a request.</summary>
    /// <returns>The <c>Export…ServiceResponse</c>.</returns>
    /// <exception cref="OtlpRefusedException">The request cannot be decoded.</exception>
    public IMessage Receive(TelemetrySignals signal, ReadOnlyMemory<byte> request)
    {
        try
        {
            return OtlpResponses.For(signal, ingestor.Ingest(signal, request));
        }
        catch (MalformedPayloadException e)
        {
            throw new OtlpRefusedException(OtlpRefusal.BadData, e.Message);
        }
    }
}
