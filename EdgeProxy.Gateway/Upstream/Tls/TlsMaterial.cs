using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Loads what TLS contexts name, so that a missing or invalid certificate is an error of the configuration and reaches no request.</summary>
internal static class TlsMaterial
{
    /// <summary>What is wrong with a certificate; null when nothing is.</summary>
    public static string? FindError(CertificateConfig certificate)
    {
        try
        {
            PemLoader.Load(certificate).Certificate.Dispose();
            return null;
        }
        catch (Exception failure)
        {
            return $"the certificate '{certificate.Chain}' cannot be read: {failure.Message}";
        }
    }

    /// <summary>What is wrong with authorities; null when nothing is.</summary>
    public static string? FindError(PemConfig authorities)
    {
        try
        {
            foreach (var certificate in PemLoader.LoadAuthorities(authorities))
                certificate.Dispose();
            return null;
        }
        catch (Exception failure)
        {
            return $"the trusted CA file '{authorities}' cannot be used: {failure.Message}";
        }
    }
}
