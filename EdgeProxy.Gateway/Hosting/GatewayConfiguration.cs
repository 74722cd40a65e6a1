using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>Reads, completes and checks a configuration, in that order.</summary>
internal static class GatewayConfiguration
{
    /// <summary>The configuration of the gateway: the <c>ReverseProxy</c> section, or the Envoy file that takes its place.</summary>
    /// <exception cref="GatewayConfigException">It cannot be used; the exception names every error.</exception>
    /// <param name="configuration">Where it stands.</param>
    /// <param name="current">The configuration in use; null at the start.</param>
    public static ReadConfiguration Read(IConfiguration configuration, GatewayConfig? current = null)
    {
        var (config, errors, warnings) = EnvoyConfigSource.FindFile(configuration) is { } file
            ? EnvoyConfigSource.Read(file, configuration)
            : ReverseProxySection.Read(configuration);
        var process = ProcessSection.Read(configuration, errors);
        config = ServiceEndpoints.Apply(config, configuration, errors);
        config = KestrelSection.Apply(config, configuration, errors);
        var addresses = ListenAddresses.Read(config, configuration, errors);
        // An Envoy file may have no route, as with Envoy. Settings without one are a file that is missing or not written yet.
        if (EnvoyConfigSource.FindFile(configuration) is null && errors.Count == 0 && config.RouteCount == 0)
            errors.Add(new("ReverseProxy:Routes", "there is no route; name at least one. 'NAME': { 'ClusterId': 'CLUSTER', 'Match': { 'Prefix': '/' } } takes every request."));
        errors.AddRange(GatewayConfigValidator.Validate(config));
        errors.AddRange(CertificateFiles.Validate(config, current));
        if (current is not null && errors.Count == 0)
            errors.AddRange(FixedSettings.Validate(config, current));
        return errors.Count > 0 ? throw new GatewayConfigException(errors) : new ReadConfiguration(config, process, addresses, warnings);
    }
}
