using EdgeProxy.Gateway.Discovery;
using EdgeProxy.Gateway.EnvoyConfig;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Configuration;

/// <summary>Reads, completes and checks a configuration, in that order.</summary>
internal static class GatewayConfiguration
{
    /// <summary>The configuration of the gateway: the <c>ReverseProxy</c> section, or the Envoy file that takes its place.</summary>
    /// <exception cref="GatewayConfigException">It cannot be used; the exception names every error.</exception>
    public static ReadConfiguration Read(IConfiguration configuration)
    {
        var (config, errors, warnings) = EnvoyConfigSource.FindFile(configuration) is { } file
            ? EnvoyConfigSource.Read(file, configuration)
            : ReverseProxySection.Read(configuration);
        var process = ProcessSection.Read(configuration, errors);
        config = ServiceEndpoints.Apply(config, configuration, errors);
        config = KestrelSection.Apply(config, configuration, errors);
        var addresses = ListenAddresses.Read(config, configuration, errors);
        errors.AddRange(GatewayConfigValidator.Validate(config));
        return errors.Count > 0 ? throw new GatewayConfigException(errors) : new ReadConfiguration(config, process, addresses, warnings);
    }
}
