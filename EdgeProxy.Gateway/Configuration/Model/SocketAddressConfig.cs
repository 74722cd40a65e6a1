namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>socket_address</c>.</summary>
/// <param name="Address">An IP address or, for an upstream host, a name.</param>
/// <param name="Port">The port, 0 to 65535; 0 lets the system pick one.</param>
public sealed record SocketAddressConfig(string Address, int Port)
{
    /// <inheritdoc/>
    public override string ToString() => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}
