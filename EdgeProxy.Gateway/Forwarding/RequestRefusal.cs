using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>An answer instead of a route.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Flag">The flag in the access log.</param>
/// <param name="Closes">The connection is closed after it.</param>
/// <param name="Counter">What counts it, beside its flag.</param>
internal sealed record RequestRefusal(int Status, string Body, ResponseFlags Flag, bool Closes, HttpCounter? Counter = null);
