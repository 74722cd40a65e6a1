using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Finds the certificate that <c>dotnet dev-certs https</c> made.</summary>
internal static class DevelopmentCertificate
{
    /// <summary>The extension that marks it (ASP.NET Core, <c>CertificateManager</c>).</summary>
    private const string Mark = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>The setting that asks for it.</summary>
    public const string Place = "Edge:Listener:Tls:UseDevelopmentCertificate";

    private const string Missing = "there is no development certificate; 'dotnet dev-certs https' makes one.";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? FindError() => TryFind() is null ? Missing : null;

    /// <exception cref="GatewayConfigException">There is none.</exception>
    public static X509Certificate2 Find() => TryFind() ?? throw new GatewayConfigException([new ConfigError(Place, Missing)]);

    private static X509Certificate2? TryFind()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates
            .Where(certificate => certificate.HasPrivateKey && certificate.Extensions.Any(extension => extension.Oid?.Value == Mark))
            .MaxBy(certificate => certificate.NotAfter);
    }
}
