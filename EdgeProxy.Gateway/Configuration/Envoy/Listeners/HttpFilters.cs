namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>What the list of HTTP filters turns on.</summary>
/// <param name="Cors">The CORS filter is in it.</param>
/// <param name="GrpcWeb">The gRPC-Web filter is in it.</param>
internal sealed record HttpFilters(bool Cors, bool GrpcWeb);
