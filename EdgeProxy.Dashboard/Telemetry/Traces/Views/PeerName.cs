namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>Names whom a span called where nobody there sends telemetry, from the attributes of OpenTelemetry's semantic conventions.</summary>
internal static class PeerName
{
    private static readonly string[] Names = ["peer.service", "server.address", "net.peer.name", "network.peer.address", "net.sock.peer.addr"];
    private static readonly string[] Systems = ["db.system.name", "db.system", "messaging.system", "rpc.system"];

    public static string? Of(IReadOnlyList<SpanSnapshot> spans, int index, List<int> children)
    {
        var span = spans[index];
        if (span.Kind is not (SpanKind.Client or SpanKind.Producer))
            return null;
        foreach (var child in children)
        {
            if (spans[child].Resource.Key != span.Resource.Key)
                return null;
        }

        var attributes = span.Details.Attributes;
        var system = Systems.Select(attributes.Find).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        var name = Names.Select(attributes.Find).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (name is not null && !name.Contains(':') && (attributes.Find("server.port") ?? attributes.Find("net.peer.port")) is { Length: > 0 } port)
            name = $"{name}:{port}";
        return (system, name) switch
        {
            (null, _) => name,
            (_, null) => system,
            _ => $"{system} {name}",
        };
    }
}
