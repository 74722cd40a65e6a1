using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>What came of reading an Envoy file.</summary>
/// <param name="Config">The configuration; null when there are errors.</param>
/// <param name="Errors">Everything in the file that cannot be done, each with file, line, column and field.</param>
/// <param name="Warnings">What was read over because it changes no answer.</param>
public sealed record EnvoyConfigResult(GatewayConfig? Config, IReadOnlyList<ConfigError> Errors, IReadOnlyList<ConfigError> Warnings);
