using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>A configuration that can be used.</summary>
/// <param name="Config">The configuration of the gateway.</param>
/// <param name="Process">What is fixed for the life of the process.</param>
/// <param name="Addresses">Where it listens.</param>
/// <param name="Warnings">What was read over because it changes no answer.</param>
internal sealed record ReadConfiguration(GatewayConfig Config, ProcessConfig Process, ListenAddresses Addresses, IReadOnlyList<ConfigError> Warnings);
