using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>TLS to the hosts: version 3's <c>transport_socket</c> with an <c>UpstreamTlsContext</c>, or version 2's <c>tls_context</c>.</summary>
internal static class UpstreamTlsReader
{
    public static UpstreamTlsConfig? Read(Message cluster)
    {
        if (!TransportSocketReader.TryOpenTls(cluster, "UpstreamTlsContext", out var context, out _))
            return null;
        return context is null ? new UpstreamTlsConfig() : ReadContext(context);
    }

    private static UpstreamTlsConfig ReadContext(Message context)
    {
        var config = new UpstreamTlsConfig { Sni = context.Text("sni") is { Length: > 0 } sni ? sni : null };
        if (context.Child("common_tls_context") is { } common)
        {
            if (common.Child("validation_context") is { } validation)
                config = config with { TrustedCaFile = ReadAuthorities(validation) };
            common.Refuse("the gateway shows no certificate of its own.", "tls_certificates", "tls_certificate_sds_secret_configs",
                "tls_certificate_certificate_provider", "tls_certificate_certificate_provider_instance", "tls_certificate_provider_instance", "custom_tls_certificate_selector");
            common.Refuse("'validation_context' with a file is.", "validation_context_sds_secret_config", "combined_validation_context",
                "validation_context_certificate_provider", "validation_context_certificate_provider_instance", "custom_handshaker", "key_log");
            common.Ignore("the system's TLS defaults are used.", "tls_params");
            common.Ignore("the cluster's protocol decides it.", "alpn_protocols");
            common.Finish();
        }

        context.RefuseTrue("a TLS connection is not renegotiated.", "allow_renegotiation");
        context.Refuse("the certificate's names are checked against 'sni'.", "auto_host_sni", "auto_sni_san_validation");
        context.Ignore("the client chooses it.", "max_session_keys", "enforce_rsa_key_usage");
        context.Finish();
        return config;
    }

    private static string? ReadAuthorities(Message validation)
    {
        string? file = null;
        if (validation.Child("trusted_ca") is { } authorities)
        {
            file = authorities.RequiredText("filename");
            authorities.Refuse("'filename' is.", "inline_string", "inline_bytes", "environment_variable", "watched_directory");
            authorities.Finish();
        }

        validation.Refuse("the chain is checked against 'trusted_ca', the name against 'sni'.", "verify_certificate_spki", "verify_certificate_hash",
            "verify_subject_alt_name", "match_subject_alt_names", "match_typed_subject_alt_names", "crl", "custom_validator_config", "trust_chain_verification",
            "require_signed_certificate_timestamp", "only_verify_leaf_cert_crl", "max_verify_depth", "ca_certificate_provider_instance", "system_root_certs", "watched_directory");
        validation.RefuseTrue("an expired certificate is refused.", "allow_expired_certificate");
        validation.Finish();
        return file;
    }
}
