using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>TLS to the clients: version 3's <c>transport_socket</c> with a <c>DownstreamTlsContext</c>, or version 2's <c>tls_context</c>.</summary>
internal static class DownstreamTlsReader
{
    private static readonly string[] Known = ["h2", "http/1.1"];

    public static TlsConfig? Read(Message chain)
    {
        if (!TransportSocketReader.TryOpenTls(chain, "DownstreamTlsContext", out var context, out var socket))
            return null;
        if (context is null)
            socket?.Missing("typed_config");
        return context is null ? null : ReadContext(context);
    }

    private static TlsConfig? ReadContext(Message context)
    {
        var tls = context.RequiredChild("common_tls_context") is { } common ? ReadCommon(common) : null;
        context.RefuseTrue("clients show no certificate.", "require_client_certificate", "require_sni");
        context.Refuse("the server keeps its tickets to itself.", "session_ticket_keys", "session_ticket_keys_sds_secret_config");
        context.Ignore("the server chooses it.", "session_timeout", "disable_stateless_session_resumption", "disable_stateful_session_resumption",
            "ocsp_staple_policy", "full_scan_certs_on_sni_mismatch", "prefer_client_ciphers");
        context.Finish();
        return tls;
    }

    private static TlsConfig? ReadCommon(Message common)
    {
        var certificates = common.Children("tls_certificates");
        if (certificates.Count != 1 && common.IsReadable("tls_certificates"))
            common.Error($"'tls_certificates' has {certificates.Count} certificates; exactly one is allowed.");
        var tls = certificates.Count == 1 ? ReadCertificate(certificates[0]) : null;
        foreach (var protocol in common.Texts("alpn_protocols").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).Except(Known))
            common.Error("alpn_protocols", $"'{Scalars.Short(protocol)}' is not supported; {string.Join(" and ", Known)} are.");
        common.Refuse("the certificate stands in a file that 'tls_certificates' names.", "tls_certificate_sds_secret_configs",
            "tls_certificate_certificate_provider", "tls_certificate_certificate_provider_instance", "tls_certificate_provider_instance", "custom_tls_certificate_selector");
        common.Refuse("clients show no certificate.", "validation_context", "validation_context_sds_secret_config", "combined_validation_context",
            "validation_context_certificate_provider", "validation_context_certificate_provider_instance");
        common.Refuse("the handshake is the server's.", "custom_handshaker", "key_log");
        common.Ignore("the system's TLS defaults are used.", "tls_params");
        common.Finish();
        return tls;
    }

    private static TlsConfig ReadCertificate(Message certificate)
    {
        var tls = new TlsConfig
        {
            CertificateFile = ReadFile(certificate, "certificate_chain"),
            KeyFile = certificate.Has("private_key") ? ReadFile(certificate, "private_key") : null,
            Password = certificate.Child("password") is { } password ? DataSourceReader.Read(password).TrimEnd('\n') : null,
        };
        certificate.Refuse("'certificate_chain' and 'private_key' are files.", "pkcs12", "private_key_provider");
        certificate.Ignore("the server staples nothing.", "ocsp_staple", "signed_certificate_timestamp");
        certificate.Ignore("the files are looked at once a second.", "watched_directory");
        certificate.Finish();
        return tls;
    }

    private static string? ReadFile(Message certificate, string field)
    {
        if (certificate.RequiredChild(field) is not { } source)
            return null;
        var file = source.RequiredText("filename");
        source.Refuse("'filename' is.", "inline_string", "inline_bytes", "environment_variable");
        source.Ignore("the file is looked at once a second.", "watched_directory");
        source.Finish();
        if (file.Length > 0 && !File.Exists(file))
            source.Error("filename", $"there is no file '{Scalars.Short(file)}'.");
        return file;
    }
}
