using EdgeProxy.Gateway.Discovery;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Configuration;

/// <summary>Reads, completes and checks a configuration, in that order.</summary>
internal static class GatewayConfiguration
{
    /// <summary>The configuration of the gateway, and what is fixed for the life of the process.</summary>
    /// <exception cref="GatewayConfigException">It cannot be used; the exception names every error.</exception>
    public static (GatewayConfig Config, ProcessConfig Process) Read(IConfiguration configuration)
    {
        var (config, errors) = ReverseProxySection.Read(configuration);
        var process = ProcessSection.Read(configuration, errors);
        config = ServiceEndpoints.Apply(config, configuration);
        errors.AddRange(GatewayConfigValidator.Validate(config));
        return errors.Count > 0 ? throw new GatewayConfigException(errors) : (config, process);
    }
}
