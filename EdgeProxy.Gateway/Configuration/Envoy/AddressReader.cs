using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Address</c>.</summary>
internal static class AddressReader
{
    private static readonly Dictionary<string, bool> Protocols = new() { ["TCP"] = true };

    /// <summary>Reads an address; null after an error.</summary>
    /// <param name="address">The message.</param>
    /// <param name="upstream">Whether it is a host's, which may be a name and needs a port.</param>
    public static SocketAddressConfig? Read(Message? address, bool upstream)
    {
        if (address is null)
            return null;
        address.Refuse("a socket_address is.", "pipe", "envoy_internal_address");
        var result = address.RequiredChild("socket_address") is { } socket ? ReadSocket(socket, upstream) : null;
        address.Finish();
        return result;
    }

    /// <summary>Reads a <c>SocketAddress</c>.</summary>
    public static SocketAddressConfig? ReadSocket(Message socket, bool upstream)
    {
        socket.Choice("protocol", Protocols, "TCP", "UDP");
        var host = socket.RequiredText("address");
        var port = (int?)socket.Integer("port_value", upstream ? 1 : 0, 65535);
        if (port is null && !socket.Has("port_value"))
            socket.Missing("port_value");
        if (!upstream && host.Length > 0 && !System.Net.IPAddress.TryParse(host, out _))
            socket.Error("address", $"'{Scalars.Short(host)}' is not an IP address; a listener takes only those, such as 0.0.0.0.");
        if (upstream && host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            socket.Error("address", $"'{Scalars.Short(host)}' is neither a name nor an IP address.");
        socket.Refuse("a number in port_value is.", "named_port");
        socket.Refuse("names are resolved by the system's resolver.", "resolver_name");
        socket.Ignore("IPv4 callers are served on IPv6 addresses anyway.", "ipv4_compat");
        socket.Finish();
        return host.Length > 0 && port is { } number ? new SocketAddressConfig(host, number) : null;
    }
}
