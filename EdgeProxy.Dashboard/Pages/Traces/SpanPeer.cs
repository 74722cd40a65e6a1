using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>Names whom a span talked to when that sent no telemetry of its own (OpenTelemetry semantic conventions, old and new names).</summary>
internal static class SpanPeer
{
    private static readonly string[] Keys =
        ["peer.service", "service.peer.name", "server.address", "net.peer.name", "messaging.destination.name", "db.namespace", "db.system.name", "db.system"];

    /// <summary>The peer; null where the span called nobody, or where the other side's spans are here.</summary>
    public static string? Of(SpanNode node)
    {
        if (node.Span.Kind is not (SpanKind.Client or SpanKind.Producer) || node.Descendants > 0)
            return null;
        var attributes = node.Span.Details.Attributes;
        return Keys.Select(attributes.Find).FirstOrDefault(value => !string.IsNullOrEmpty(value));
    }
}
