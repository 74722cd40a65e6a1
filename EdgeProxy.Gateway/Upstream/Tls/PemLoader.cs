using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Loads certificates and keys.</summary>
internal static class PemLoader
{
    private const byte DerSequence = 0x30;

    /// <summary>Loads a certificate with its key.</summary>
    /// <returns>The certificate, and the chain that is sent with it.</returns>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load(CertificateConfig config)
    {
        var chain = new X509Certificate2Collection();
        if (config.Chain.File is { } file && !IsPem(file))
            return (X509CertificateLoader.LoadPkcs12FromFile(file, config.Password), chain);
        var text = Read(config.Chain);
        chain.ImportFromPem(text);
        var key = config.Key is { } separate ? Read(separate) : text;
        return (config.Password is { } password ? X509Certificate2.CreateFromEncryptedPem(text, key, password) : X509Certificate2.CreateFromPem(text, key), chain);
    }

    /// <summary>Loads authorities.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static X509Certificate2Collection LoadAuthorities(PemConfig authorities)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Read(authorities));
        return certificates.Count > 0 ? certificates : throw new InvalidDataException("there is no certificate in it; PEM is expected.");
    }

    private static string Read(PemConfig source) => source.Text ?? File.ReadAllText(source.File!);

    private static bool IsPem(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[5];
        // PEM may have text before its first line of dashes.
        return stream.ReadAtLeast(start, 1, throwOnEndOfStream: false) > 0 && start[0] != DerSequence;
    }
}
