using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The certificates that the configuration names, as Envoy's <c>/certs</c> writes them.</summary>
internal static class CertificateStatus
{
    /// <param name="config">The configuration.</param>
    /// <param name="now">The time.</param>
    public static string Json(GatewayConfig config, DateTimeOffset now) => AdminJson.Write(json =>
    {
        json.WriteStartArray("certificates");
        var shown = config.Listeners.SelectMany(listener => listener.AllFilterChains()).SelectMany(chain => chain.Tls?.Certificates ?? [])
            .Concat(config.Clusters.Select(cluster => cluster.Tls?.Certificate).OfType<CertificateConfig>());
        foreach (var certificate in shown.Distinct())
            Write(json, certificate.Chain, certificate.Password, isAuthority: false, now);
        var trusted = config.Listeners.SelectMany(listener => listener.AllFilterChains()).Select(chain => chain.Tls?.ClientValidation?.TrustedCa)
            .Concat(config.Clusters.Select(cluster => cluster.Tls?.Validation?.TrustedCa));
        foreach (var authorities in trusted.OfType<PemConfig>().Distinct())
            Write(json, authorities, password: null, isAuthority: true, now);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, PemConfig source, string? password, bool isAuthority, DateTimeOffset now)
    {
        json.WriteStartObject();
        var certificates = Read(source, password);
        foreach (var (name, isWritten) in new[] { ("ca_cert", isAuthority), ("cert_chain", !isAuthority) })
        {
            json.WriteStartArray(name);
            foreach (var certificate in isWritten ? certificates : [])
                Write(json, source.ToString(), certificate, now);
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
        foreach (var (kind, name) in SubjectAltNames.Of(certificate))
        {
            if (kind is SubjectAltNameKind.Dns or SubjectAltNameKind.Uri or SubjectAltNameKind.IpAddress)
                WriteName(json, kind switch { SubjectAltNameKind.Dns => "dns", SubjectAltNameKind.Uri => "uri", _ => "ip_address" }, name);
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
    private static X509Certificate2Collection Read(PemConfig source, string? password)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(source.Text ?? File.ReadAllText(source.File!));
            if (certificates.Count == 0 && source.File is { } file)
                certificates.AddRange(X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // It is being replaced: the next look has it.
        }

        return certificates;
    }
}
