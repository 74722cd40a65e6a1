namespace EdgeProxy.Gateway.Observability.Stats;

/// <summary>The name that a counter is published under.</summary>
/// <param name="name">Envoy's name, behind the prefix of the cluster, the listener or the host; null for a counter that is only a part of gauges.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class StatNameAttribute(string? name) : Attribute
{
    public string? Name => name;
}
