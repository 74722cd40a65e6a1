using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>What is read once: a reload does not change it.</summary>
/// <param name="Drain">How the gateway stops.</param>
/// <param name="Dns">How names are resolved.</param>
internal sealed record ProcessConfig(DrainOptions Drain, DnsOptions Dns);
