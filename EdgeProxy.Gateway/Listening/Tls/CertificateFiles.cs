using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Reads the certificates that a configuration names, so that a missing or broken one is an error of the configuration.</summary>
internal static class CertificateFiles
{
    /// <summary>Everything that is wrong with the files.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="current">The configuration in use, whose files are not read again: one that is being replaced refuses no other change. Null at the start.</param>
    public static IEnumerable<ConfigError> Validate(GatewayConfig config, GatewayConfig? current)
    {
        var inUse = current is null ? [] : Named(current).Select(named => named.Item).ToHashSet();
        foreach (var named in Named(config).Where(named => !inUse.Contains(named.Item)).GroupBy(named => named.Item))
        {
            if (FindError(named.Key) is not { } error)
                continue;
            foreach (var place in named.Select(one => one.Place).Distinct())
                yield return new(place, error);
        }
    }

    /// <summary>The certificates and the authorities, each with the place that names it.</summary>
    private static IEnumerable<(string Place, object Item)> Named(GatewayConfig config)
    {
        foreach (var (listener, tls) in config.Listeners.SelectMany(listener => listener.AllFilterChains().Select(chain => (listener, chain.Tls))))
        {
            var place = $"TLS of listener '{listener.Name}'";
            if (tls is { UseDevelopmentCertificate: true })
                yield return (place, DevelopmentCertificate.Place);
            foreach (var certificate in tls?.Certificates ?? [])
                yield return (place, certificate);
            if (tls?.ClientValidation?.TrustedCa is { } authorities)
                yield return (place, authorities);
        }

        foreach (var cluster in config.Clusters)
        {
            if (cluster.Tls?.Validation?.TrustedCa is { } authorities)
                yield return ($"cluster '{cluster.Name}'", authorities);
            if (cluster.Tls?.Certificate is { } certificate)
                yield return ($"cluster '{cluster.Name}'", certificate);
        }
    }

    private static string? FindError(object item) => item switch
    {
        CertificateConfig certificate => TlsMaterial.FindError(certificate),
        PemConfig authorities => TlsMaterial.FindError(authorities),
        _ => DevelopmentCertificate.FindError(),
    };
}
