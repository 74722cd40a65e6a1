using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Filters;

/// <summary>What the filters of all configurations share.</summary>
/// <param name="Stats">Where they count.</param>
/// <param name="IsFailing">Whether the gateway was told to fail health checks.</param>
internal sealed record FilterEnvironment(FilterStats Stats, Func<bool> IsFailing);
