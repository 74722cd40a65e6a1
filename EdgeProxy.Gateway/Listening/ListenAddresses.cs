using EdgeProxy.Gateway.Configuration;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Where the gateway listens.</summary>
/// <param name="Edge">The addresses of the edge.</param>
/// <param name="Admin">The address of the admin endpoint.</param>
internal sealed record ListenAddresses(IReadOnlyList<BindingAddress> Edge, BindingAddress Admin)
{
    private const string DefaultAdminPort = "9901";
    private const string AdminPortKey = "EDGE_ADMIN_PORT";

    /// <summary>
    /// The configured address; else <c>ASPNETCORE_URLS</c>, <c>HTTP_PORTS</c> and <c>HTTPS_PORTS</c> as ASP.NET reads them; else 0.0.0.0:30000,
    /// so that a bare container serves where the hand-written manifests expect it.
    /// </summary>
    /// <exception cref="GatewayConfigException">An address cannot be read.</exception>
    public static ListenAddresses Read(GatewayConfig config, IConfiguration configuration)
    {
        var edge = EdgeUrls(config.Listener, configuration).Select(url => Parse(url, "urls")).ToList();
        return new ListenAddresses(edge, Parse(AdminUrl(config.Admin, configuration, edge), AdminPortKey));
    }

    private static string[] EdgeUrls(ListenerConfig listener, IConfiguration configuration)
    {
        if (listener.Address is { } address)
            return [$"http://{address}"];
        if (Split(configuration["urls"]) is { Length: > 0 } urls)
            return urls;
        string[] ports =
        [
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];
        return ports.Length > 0 ? ports : ["http://0.0.0.0:30000"];
    }

    /// <summary>Reachable like the edge itself: on loopback when that is, so that a laptop opens nothing to its network.</summary>
    private static string AdminUrl(AdminConfig admin, IConfiguration configuration, List<BindingAddress> edge)
    {
        if (admin.Address is { } address)
            return $"http://{address}";
        var port = configuration[AdminPortKey] is { Length: > 0 } text ? text : DefaultAdminPort;
        return admin.IsLoopbackOnly || edge.TrueForAll(IsLoopback) ? $"http://127.0.0.1:{port}" : $"http://0.0.0.0:{port}";
    }

    private static bool IsLoopback(BindingAddress address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(address.Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    private static string[] Split(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress Parse(string url, string key)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new GatewayConfigException([new ConfigError(key, $"'{url}' is not an address to listen on; 'http://HOST:PORT' is.")]);
        }
    }
}
