namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>BufferSettings</c> of ext_authz.</summary>
/// <param name="MaxBytes">How much of the body is held.</param>
/// <param name="AllowPartial">A longer body is sent in part; else it is answered with 413.</param>
/// <param name="PackAsBytes">gRPC gets bytes instead of a text.</param>
public sealed record ExtAuthzBodyConfig(int MaxBytes, bool AllowPartial, bool PackAsBytes);
