using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Filters;

/// <summary>What the filters of all configurations share.</summary>
/// <param name="Stats">Where they count.</param>
/// <param name="IsFailing">Whether health checks fail on request (<c>/healthcheck/fail</c>).</param>
internal sealed record FilterEnvironment(FilterStats Stats, Func<bool> IsFailing);
