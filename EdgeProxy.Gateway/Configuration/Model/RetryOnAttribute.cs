namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The name of a retry condition in <c>retry_on</c>.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class RetryOnAttribute(string name) : Attribute
{
    public string Name => name;

    /// <summary>Envoy does not have it.</summary>
    public bool IsOwn { get; init; }
}
