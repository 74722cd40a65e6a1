using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>What gRPC and HTTP share: a request's bytes in, the response message out.</summary>
internal sealed partial class OtlpReceiver(TelemetryIngestor ingestor, ILogger<OtlpReceiver> logger)
{
    /// <summary>Stores a request.</summary>
    /// <returns>The <c>Export…ServiceResponse</c>; null when nothing was rejected, for then it is empty.</returns>
    /// <exception cref="OtlpRefusedException">The request cannot be decoded, or storing it failed.</exception>
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
        catch (Exception e)
        {
            // OTLP wants a google.rpc.Status in every error ("Failures"), that of a fault of ours too.
            Log.Failed(logger, signal, e);
            throw new OtlpRefusedException(OtlpRefusal.Failed, "The dashboard failed at this request, which is a fault of its own: its log says more.", e);
        }
    }
}
