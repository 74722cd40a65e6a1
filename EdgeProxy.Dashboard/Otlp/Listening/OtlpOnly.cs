namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>Marks an endpoint that only connections of one of OTLP's ports reach.</summary>
internal sealed record OtlpOnly(OtlpProtocol Protocol);
