using System.Security.Authentication;
using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes what both sides of TLS have as Envoy's <c>CommonTlsContext</c>. What is written out in a file of Envoy's was taken out before where it is a key.</summary>
internal static class EnvoyTlsJson
{
    public static JsonObject? Common(
        IReadOnlyList<CertificateConfig> certificates, CertificateValidationConfig? validation, TlsParametersConfig parameters, IReadOnlyList<string> protocols)
    {
        var common = Proto.Clean(new JsonObject
        {
            ["tls_certificates"] = Proto.List(certificates, Certificate),
            ["validation_context"] = validation is null ? null : Validation(validation),
            ["tls_params"] = Parameters(parameters),
            ["alpn_protocols"] = Proto.List(protocols),
        });
        return common.Count > 0 ? common : null;
    }

    private static JsonObject Certificate(CertificateConfig certificate) => Proto.Clean(new JsonObject
    {
        ["certificate_chain"] = Source(certificate.Chain),
        ["private_key"] = certificate.Key is { } key ? Source(key) : null,
    });

    private static JsonObject Source(PemConfig source) =>
        source.File is { } file ? new JsonObject { ["filename"] = file } : new JsonObject { ["inline_string"] = source.Text };

    private static JsonObject Validation(CertificateValidationConfig validation) => Proto.Clean(new JsonObject
    {
        ["trusted_ca"] = validation.TrustedCa is { } authorities ? Source(authorities) : null,
        ["system_root_certs"] = validation.TrustsSystemRoots ? new JsonObject() : null,
        ["match_typed_subject_alt_names"] = Proto.List(validation.SubjectAltNames.Where(name => name.Kind != SubjectAltNameKind.Any), name => new JsonObject
        {
            ["san_type"] = name.Kind switch
            {
                SubjectAltNameKind.Dns => "DNS",
                SubjectAltNameKind.Uri => "URI",
                SubjectAltNameKind.Email => "EMAIL",
                _ => "IP_ADDRESS",
            },
            ["matcher"] = EnvoyRouteJson.StringMatch(name.Match),
        }),
        ["match_subject_alt_names"] = Proto.List(validation.SubjectAltNames.Where(name => name.Kind == SubjectAltNameKind.Any), name => EnvoyRouteJson.StringMatch(name.Match)),
        ["verify_certificate_hash"] = Proto.List(validation.CertificateHashes),
        ["verify_certificate_spki"] = Proto.List(validation.PublicKeyHashes),
        ["allow_expired_certificate"] = validation.AllowsExpired ? true : null,
        ["trust_chain_verification"] = validation.AcceptsUntrusted ? "ACCEPT_UNTRUSTED" : null,
    });

    private static JsonObject? Parameters(TlsParametersConfig parameters)
    {
        if (parameters == TlsParametersConfig.Default)
            return null;
        return Proto.Clean(new JsonObject
        {
            ["tls_minimum_protocol_version"] = parameters.Protocols switch { SslProtocols.None => null, SslProtocols.Tls13 => "TLSv1_3", _ => "TLSv1_2" },
            ["tls_maximum_protocol_version"] = parameters.Protocols switch { SslProtocols.None => null, SslProtocols.Tls12 => "TLSv1_2", _ => "TLSv1_3" },
            ["cipher_suites"] = Proto.List(parameters.CipherSuites.Select(suite => suite.ToString())),
        });
    }
}
