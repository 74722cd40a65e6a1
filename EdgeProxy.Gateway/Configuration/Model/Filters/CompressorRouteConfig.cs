namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>CompressorPerRoute</c>.</summary>
/// <param name="RemoveAcceptEncoding">Services are not asked for compressed answers; null for the filter's setting.</param>
public sealed record CompressorRouteConfig(bool? RemoveAcceptEncoding) : FilterSettings;
