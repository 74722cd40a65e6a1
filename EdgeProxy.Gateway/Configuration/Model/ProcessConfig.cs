namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What is read once: a reload does not change it.</summary>
/// <param name="Drain">How the gateway stops.</param>
/// <param name="Dns">How names are resolved.</param>
/// <param name="Forwarder">How requests are forwarded.</param>
internal sealed record ProcessConfig(DrainOptions Drain, DnsOptions Dns, ForwarderOptions Forwarder);
