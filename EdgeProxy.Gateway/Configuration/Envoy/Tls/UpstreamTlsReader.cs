using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>TLS to the hosts: version 3's <c>transport_socket</c> with an <c>UpstreamTlsContext</c>, or version 2's <c>tls_context</c>.</summary>
internal static class UpstreamTlsReader
{
    public static UpstreamTlsConfig? Read(Message cluster, SecretStore secrets)
    {
        if (!TransportSocketReader.TryOpenTls(cluster, "UpstreamTlsContext", out var context, out _))
            return null;
        return context is null ? new UpstreamTlsConfig() : ReadContext(context, secrets);
    }

    public static UpstreamTlsConfig ReadContext(Message context, SecretStore secrets)
    {
        var config = new UpstreamTlsConfig { Sni = context.Text("sni") is { Length: > 0 } sni ? sni : null };
        if (context.Child("common_tls_context") is { } common)
            config = ReadCommon(common, config, secrets);
        // The host's own name is sent where 'sni' does not say another.
        if (context.Bool("auto_host_sni") == true)
            config = config with { Sni = null };
        if (context.Bool("auto_sni_san_validation") == true)
            config = config with { Validation = (config.Validation ?? new CertificateValidationConfig()) with { ChecksServerName = true } };
        context.RefuseTrue("a TLS connection is not renegotiated.", "allow_renegotiation");
        context.Ignore("the client chooses it.", "max_session_keys", "enforce_rsa_key_usage");
        context.Finish();
        return config;
    }

    private static UpstreamTlsConfig ReadCommon(Message common, UpstreamTlsConfig config, SecretStore secrets)
    {
        var certificates = common.Children("tls_certificates").Select(CertificateReader.Read)
            .Concat(common.Children("tls_certificate_sds_secret_configs").Select(secrets.Certificate)).OfType<CertificateConfig>().ToList();
        if (certificates.Count > 1)
            common.Error($"there are {certificates.Count} certificates; one is shown to the hosts.");
        config = config with
        {
            Certificate = certificates.FirstOrDefault(),
            Validation = CertificateValidationReader.ReadOf(common, secrets),
            Parameters = TlsParametersReader.Read(common.Child("tls_params")),
        };
        common.Ignore("the cluster's protocol decides it.", "alpn_protocols");
        DownstreamTlsReader.RefuseTheRest(common);
        common.Finish();
        return config;
    }
}
