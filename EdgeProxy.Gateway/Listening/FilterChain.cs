using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Listening;

/// <summary>A filter chain at work: what becomes of a connection that it takes.</summary>
/// <param name="Config">Its configuration at the start; what a reload may change of it is the connection manager's.</param>
/// <param name="Manager">The position of its connection manager in <c>GatewaySnapshot.Managers</c>.</param>
/// <param name="Tls">TLS to the clients; null for cleartext.</param>
internal sealed record FilterChain(FilterChainConfig Config, int Manager, DownstreamTls? Tls);
