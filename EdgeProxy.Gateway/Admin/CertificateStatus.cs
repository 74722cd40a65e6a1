using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The certificates that the configuration names, as Envoy's <c>/certs</c> writes them.</summary>
internal static class CertificateStatus
{
    /// <param name="config">The configuration.</param>
    /// <param name="now">The time.</param>
    public static string Json(GatewayConfig config, DateTimeOffset now) => AdminJson.Write(json =>
    {
        json.WriteStartArray("certificates");
        foreach (var tls in config.Listeners.SelectMany(listener => listener.AllFilterChains()).Select(chain => chain.Tls).OfType<TlsConfig>().Distinct())
        {
            if (tls.CertificateFile is { } file)
                Write(json, file, tls.Password, isAuthority: false, now);
        }

        foreach (var authorities in config.Clusters.Select(cluster => cluster.Tls?.TrustedCaFile).OfType<string>().Distinct(StringComparer.Ordinal))
            Write(json, authorities, password: null, isAuthority: true, now);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, string file, string? password, bool isAuthority, DateTimeOffset now)
    {
        json.WriteStartObject();
        var certificates = Read(file, password);
        foreach (var (name, isWritten) in new[] { ("ca_cert", isAuthority), ("cert_chain", !isAuthority) })
        {
            json.WriteStartArray(name);
            foreach (var certificate in isWritten ? certificates : [])
                Write(json, file, certificate, now);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        foreach (var certificate in certificates)
            certificate.Dispose();
    }

    private static void Write(Utf8JsonWriter json, string file, X509Certificate2 certificate, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("path", file);
        json.WriteString("serial_number", certificate.SerialNumber.ToLowerInvariant());
        json.WriteStartArray("subject_alt_names");
        foreach (var names in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            foreach (var name in names.EnumerateDnsNames())
                WriteName(json, "dns", name);
            foreach (var address in names.EnumerateIPAddresses())
                WriteName(json, "ip_address", address.ToString());
        }

        json.WriteEndArray();
        json.WriteString("days_until_expiration", Math.Max((long)(certificate.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays, 0).ToString());
        json.WriteString("valid_from", certificate.NotBefore.ToUniversalTime());
        json.WriteString("expiration_time", certificate.NotAfter.ToUniversalTime());
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, string kind, string name)
    {
        json.WriteStartObject();
        json.WriteString(kind, name);
        json.WriteEndObject();
    }

    /// <summary>The certificates of a file; none where it cannot be read now.</summary>
    private static X509Certificate2Collection Read(string file, string? password)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
            if (certificates.Count == 0)
                certificates.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // It is being replaced: the next look has it.
        }

        return certificates;
    }
}
