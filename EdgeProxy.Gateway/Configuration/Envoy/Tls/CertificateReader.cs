using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>TlsCertificate</c>.</summary>
internal static class CertificateReader
{
    public static CertificateConfig? Read(Message? certificate)
    {
        if (certificate is null)
            return null;
        PemConfig? chain, key = null;
        if (certificate.Child("pkcs12") is { } store)
        {
            chain = new PemConfig(store.RequiredText("filename"), null);
            store.Refuse("'filename' is.", "inline_bytes", "inline_string", "environment_variable");
            store.Ignore("the file is looked at once a second.", "watched_directory");
            store.Finish();
        }
        else
        {
            chain = DataSourceReader.ReadPem(certificate.RequiredChild("certificate_chain"));
            key = DataSourceReader.ReadPem(certificate.RequiredChild("private_key"));
        }

        var password = certificate.Child("password") is { } source ? DataSourceReader.Read(source).TrimEnd('\n') : null;
        certificate.Refuse("'private_key' is.", "private_key_provider");
        certificate.Ignore("the server staples nothing.", "ocsp_staple", "signed_certificate_timestamp");
        certificate.Ignore("the files are looked at once a second.", "watched_directory");
        certificate.Finish();
        return chain is null ? null : new CertificateConfig { Chain = chain, Key = key, Password = password };
    }
}
