using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>TLS to the clients: version 3's <c>transport_socket</c> with a <c>DownstreamTlsContext</c>, or version 2's <c>tls_context</c>.</summary>
internal static class DownstreamTlsReader
{
    private static readonly string[] Known = ["h2", "http/1.1"];

    public static TlsConfig? Read(Message chain, SecretStore secrets)
    {
        if (!TransportSocketReader.TryOpenTls(chain, "DownstreamTlsContext", out var context, out var socket))
            return null;
        if (context is null)
            socket?.Missing("typed_config");
        return context is null ? null : ReadContext(context, secrets);
    }

    public static TlsConfig ReadContext(Message context, SecretStore secrets)
    {
        var tls = context.RequiredChild("common_tls_context") is { } common ? ReadCommon(common, secrets) : new TlsConfig();
        tls = tls with
        {
            RequireClientCertificate = context.Bool("require_client_certificate") ?? false,
            RequireServerName = context.Bool("require_sni") ?? false,
        };
        context.Ignore("the server keeps its session tickets to itself.", "session_ticket_keys", "session_ticket_keys_sds_secret_config");
        context.Ignore("the server chooses it.", "session_timeout", "disable_stateless_session_resumption", "disable_stateful_session_resumption",
            "full_scan_certs_on_sni_mismatch", "prefer_client_ciphers");
        context.Ignore("the server staples nothing.", "ocsp_staple_policy");
        context.Finish();
        return tls;
    }

    public static TlsConfig ReadCommon(Message common, SecretStore secrets)
    {
        var certificates = common.Children("tls_certificates").Select(CertificateReader.Read)
            .Concat(common.Children("tls_certificate_sds_secret_configs").Select(secrets.Certificate)).OfType<CertificateConfig>().ToList();
        if (!common.Children("tls_certificates").Any() && !common.Children("tls_certificate_sds_secret_configs").Any())
            common.Error("'tls_certificates' or 'tls_certificate_sds_secret_configs' must have a certificate.");
        var protocols = common.Texts("alpn_protocols").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var protocol in protocols.Except(Known))
            common.Warning("alpn_protocols", $"'{Scalars.Short(protocol)}' is left out: {string.Join(" and ", Known)} are spoken.");
        var tls = new TlsConfig
        {
            Certificates = [.. certificates],
            ApplicationProtocols = [.. protocols.Intersect(Known)],
            ClientValidation = CertificateValidationReader.ReadOf(common, secrets),
            Parameters = TlsParametersReader.Read(common.Child("tls_params")),
        };
        RefuseTheRest(common);
        common.Finish();
        return tls;
    }

    /// <summary>What neither side of a <c>CommonTlsContext</c> has here.</summary>
    public static void RefuseTheRest(Message common)
    {
        common.Refuse("a certificate stands in 'tls_certificates' or in a secret that 'tls_certificate_sds_secret_configs' names.",
            "tls_certificate_certificate_provider", "tls_certificate_certificate_provider_instance", "tls_certificate_provider_instance", "custom_tls_certificate_selector");
        common.Refuse("authorities stand in 'validation_context' or in a secret that 'validation_context_sds_secret_config' names.",
            "validation_context_certificate_provider", "validation_context_certificate_provider_instance");
        common.Refuse("the handshake is the TLS library's.", "custom_handshaker");
        common.Refuse("keys of connections are not logged.", "key_log");
    }
}
