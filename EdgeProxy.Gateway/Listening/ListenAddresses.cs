using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Where the gateway listens.</summary>
/// <param name="Listeners">The addresses of each listener, in the order of the configuration.</param>
/// <param name="Admin">The address of the admin endpoint.</param>
internal sealed record ListenAddresses(IReadOnlyList<IReadOnlyList<BindingAddress>> Listeners, BindingAddress Admin)
{
    private const string DefaultUrl = "http://0.0.0.0:30000";
    private const string DefaultTlsUrl = "https://0.0.0.0:30443";
    private const string DefaultAdminPort = "9901";
    private const string AdminPortKey = "EDGE_ADMIN_PORT";

    /// <summary>
    /// The configured address; else <c>ASPNETCORE_URLS</c>, <c>HTTP_PORTS</c> and <c>HTTPS_PORTS</c> as ASP.NET reads them; else 0.0.0.0:30000,
    /// so that a bare container serves where the hand-written manifests expect it.
    /// </summary>
    public static ListenAddresses Read(GatewayConfig config, IConfiguration configuration, List<ConfigError> errors)
    {
        var urls = Urls(configuration);
        var https = urls.Where(IsHttps).ToList();
        var (cleartext, tls) = (config.Listeners.FirstOrDefault(listener => !listener.HasTls), config.Listeners.FirstOrDefault(listener => listener.HasTls));
        var isPlaced = cleartext is not null && IsAddressGiven(configuration);
        if (tls is null)
        {
            errors.AddRange(https.Select(url => new ConfigError(
                "urls",
                $"'{url}' needs a certificate: name one in Edge:Listener:Tls:CertificateFile or Kestrel:Certificates:Default:Path, or set Edge:Listener:Tls:UseDevelopmentCertificate.")));
        }

        var listeners = config.Listeners.Select(listener => (IReadOnlyList<BindingAddress>)[.. Addresses(listener).Select(url => Parse(url, "urls", errors))]).ToList();
        var admin = isPlaced ? config.Admin with { Address = null } : config.Admin;
        return new ListenAddresses(listeners, Parse(AdminUrl(admin, configuration, [.. listeners.SelectMany(addresses => addresses)]), AdminPortKey, errors));

        // The URLs are of the first listener of either kind.
        IEnumerable<string> Addresses(ListenerConfig listener)
        {
            if (listener.HasTls)
            {
                var more = ReferenceEquals(listener, tls) ? https : [];
                return listener.Address is { } place ? more.Append($"https://{place}") : more.DefaultIfEmpty(DefaultTlsUrl);
            }

            if (listener.Address is { } address && !(isPlaced && ReferenceEquals(listener, cleartext)))
                return [$"http://{address}"];
            return urls.Count > 0 ? urls.Where(url => !IsHttps(url)) : [DefaultUrl];
        }
    }

    /// <summary>
    /// An AppHost, and the manifests that it publishes, say by variables where the first cleartext listener and the admin endpoint belong on this machine or in this
    /// pod. An Envoy file says where they were on another.
    /// </summary>
    private static bool IsAddressGiven(IConfiguration configuration) =>
        EnvoyConfigSource.FindFile(configuration) is not null
        && configuration[AdminPortKey] is { Length: > 0 }
        && Urls(configuration).Count > 0
        && configuration["Edge:Listener:Port"] is null && configuration["Edge:Listener:Address"] is null;

    private static List<string> Urls(IConfiguration configuration) => Split(configuration["urls"]) is { Length: > 0 } urls
        ? [.. urls]
        : [
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];

    /// <summary>Reachable like the edge itself: on loopback when that is, so that a laptop opens nothing to its network.</summary>
    private static string AdminUrl(AdminConfig admin, IConfiguration configuration, List<BindingAddress> edge)
    {
        if (admin.Address is { } address)
            return $"http://{address}";
        var port = configuration[AdminPortKey] is { Length: > 0 } text ? text : DefaultAdminPort;
        return admin.IsLoopbackOnly || edge.TrueForAll(IsLoopback) ? $"http://127.0.0.1:{port}" : $"http://0.0.0.0:{port}";
    }

    private static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(BindingAddress address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(address.Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    private static string[] Split(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress Parse(string url, string key, List<ConfigError> errors)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            errors.Add(new ConfigError(key, $"'{url}' is not an address to listen on; 'http://HOST:PORT' is."));
            return BindingAddress.Parse(DefaultUrl);
        }
    }
}
