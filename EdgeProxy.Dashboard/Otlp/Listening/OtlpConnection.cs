namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>Tells that a connection came through one of OTLP's ports; it cannot be forged, unlike a Host header.</summary>
internal sealed record OtlpConnection(OtlpProtocol Protocol);
