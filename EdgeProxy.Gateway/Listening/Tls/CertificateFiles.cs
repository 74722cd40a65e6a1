using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Reads the certificate files that a configuration names, so that a missing or broken one is an error of the configuration.</summary>
internal static class CertificateFiles
{
    /// <summary>Everything that is wrong with the files.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="current">The configuration in use, whose files are not read again: one that is being replaced refuses no other change. Null at the start.</param>
    public static IEnumerable<ConfigError> Validate(GatewayConfig config, GatewayConfig? current)
    {
        var inUse = current is null ? [] : TlsOf(current).ToHashSet();
        foreach (var tls in TlsOf(config).Distinct().Where(tls => !inUse.Contains(tls)))
        {
            if (TlsCertificate.Validate(tls) is { } error)
                yield return error;
        }

        var known = current?.Clusters.Select(cluster => cluster.Tls?.TrustedCaFile).ToHashSet() ?? [];
        var files = config.Clusters.Where(cluster => cluster.Tls?.TrustedCaFile is { } file && !known.Contains(file)).GroupBy(cluster => cluster.Tls!.TrustedCaFile!);
        foreach (var clusters in files)
        {
            if (FindError(clusters.Key) is { } fault)
            {
                foreach (var cluster in clusters)
                    yield return new($"cluster '{cluster.Name}'", $"the trusted CA file '{clusters.Key}' cannot be used: {fault}");
            }
        }
    }

    private static IEnumerable<TlsConfig> TlsOf(GatewayConfig config) =>
        config.Listeners.SelectMany(listener => listener.AllFilterChains()).Select(chain => chain.Tls).OfType<TlsConfig>();

    private static string? FindError(string authorities)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(authorities);
            return certificates.Count > 0 ? null : "there is no certificate in it; PEM is expected.";
        }
        catch (Exception failure)
        {
            // Whatever the library finds in a file: none of it may reach a request.
            return failure.Message;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }
}
