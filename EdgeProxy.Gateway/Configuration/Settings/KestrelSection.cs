using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>What is read of ASP.NET's own <c>Kestrel</c> section: the default certificate. Its endpoints would bypass the edge and are refused.</summary>
internal static class KestrelSection
{
    public static GatewayConfig Apply(GatewayConfig config, IConfiguration configuration, List<ConfigError> errors)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            errors.Add(new("Kestrel:Endpoints", "the gateway does not listen there; ASPNETCORE_URLS, Edge:Listener and Edge:Listener:Tls say where it does."));
        if (config.Listeners.Any(listener => listener.HasTls))
            return config;
        var certificate = configuration.GetSection("Kestrel:Certificates:Default");
        if (certificate["Path"] is not { Length: > 0 } path || !HasHttpsUrl(configuration) || config.Listeners.Count != 1)
            return config;
        var tls = EdgeSection.TlsOf(path, certificate["KeyPath"], certificate["Password"]);
        return config with { Listeners = [.. config.Listeners, EdgeSection.TlsListener(config.Listeners[0], address: null, tls)] };
    }

    private static bool HasHttpsUrl(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Contains("https://", StringComparison.OrdinalIgnoreCase) || configuration["https_ports"] is { Length: > 0 };
}
