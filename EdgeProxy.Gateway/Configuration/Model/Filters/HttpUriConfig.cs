namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HttpUri</c>: a call of the gateway's own.</summary>
/// <param name="Uri">The URI; the cluster says where it is sent.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Timeout">How long the call may take.</param>
public sealed record HttpUriConfig(string Uri, string Cluster, TimeSpan Timeout);
