namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>How requests are forwarded.</summary>
/// <param name="Kind">What forwards them.</param>
internal sealed record ForwarderOptions(ForwarderKind Kind);
