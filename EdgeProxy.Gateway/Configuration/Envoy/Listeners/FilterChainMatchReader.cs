using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>FilterChainMatch</c>.</summary>
internal static class FilterChainMatchReader
{
    /// <summary>Reads a match.</summary>
    /// <param name="match">The message.</param>
    /// <param name="address">The listener's address; null after an error.</param>
    public static FilterChainMatchConfig Read(Message match, SocketAddressConfig? address)
    {
        if (match.Integer("destination_port", 1, 65535) is { } port && address is not null && port != address.Port)
            match.Error("destination_port", $"'{port}' is not the port of the listener, {address.Port}, and connections come to that alone; write another listener for another port.");
        match.Refuse(
            "a filter chain is chosen by server name, transport protocol and ALPN; select by address in front of the gateway, such as in a load balancer or a NetworkPolicy.",
            "prefix_ranges", "address_suffix", "suffix_len", "direct_source_prefix_ranges", "source_type", "source_prefix_ranges", "source_ports");
        var transport = match.Text("transport_protocol") ?? "";
        if (transport is not ("" or "tls" or "raw_buffer"))
            match.Error("transport_protocol", $"'{Scalars.Short(transport)}' is not supported; tls and raw_buffer are.");
        var config = new FilterChainMatchConfig
        {
            ServerNames = ReadServerNames(match),
            TransportProtocol = transport,
            ApplicationProtocols = new ValueList<string>([.. match.Texts("application_protocols")]),
        };
        match.Finish();
        return config;
    }

    /// <summary>A combination of conditions in words.</summary>
    public static string Describe((string ServerName, string Transport, string Protocol) one)
    {
        var conditions = new[] { ("server name", one.ServerName), ("transport protocol", one.Transport), ("application protocol", one.Protocol) }
            .Where(condition => condition.Item2.Length > 0).Select(condition => $"{condition.Item1} '{condition.Item2}'").ToList();
        return conditions.Count == 0 ? "all of them" : string.Join(", ", conditions);
    }

    private static ValueList<string> ReadServerNames(Message match)
    {
        var names = match.Texts("server_names");
        foreach (var name in names.Where(name => name.LastIndexOf('*') > 0 || (name.StartsWith('*') && (name.Length < 3 || name[1] != '.'))))
            match.Error("server_names", $"'{Scalars.Short(name)}' is not allowed; a name, and '*.' before one, are, as in Envoy.");
        return new ValueList<string>([.. names.Select(name => name.ToLowerInvariant())]);
    }
}
