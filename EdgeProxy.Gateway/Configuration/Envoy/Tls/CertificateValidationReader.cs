using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>CertificateValidationContext</c>.</summary>
internal static class CertificateValidationReader
{
    private static readonly Dictionary<string, SubjectAltNameKind> Kinds = new()
    {
        ["EMAIL"] = SubjectAltNameKind.Email,
        ["DNS"] = SubjectAltNameKind.Dns,
        ["URI"] = SubjectAltNameKind.Uri,
        ["IP_ADDRESS"] = SubjectAltNameKind.IpAddress,
    };

    private static readonly Dictionary<string, bool> Verifications = new() { ["VERIFY_TRUST_CHAIN"] = false, ["ACCEPT_UNTRUSTED"] = true };

    /// <summary>The validation context of a <c>CommonTlsContext</c>, in one of its three forms; null for none.</summary>
    public static CertificateValidationConfig? ReadOf(Message common, SecretStore secrets) =>
        common.OneOf(false, "validation_context", "validation_context_sds_secret_config", "combined_validation_context") switch
        {
            "validation_context" => Read(common.Child("validation_context")),
            "validation_context_sds_secret_config" when common.Child("validation_context_sds_secret_config") is { } reference => secrets.Validation(reference),
            "combined_validation_context" when common.Child("combined_validation_context") is { } combined => ReadCombined(combined, secrets),
            _ => null,
        };

    public static CertificateValidationConfig? Read(Message? validation)
    {
        if (validation is null)
            return null;
        var config = new CertificateValidationConfig
        {
            TrustedCa = DataSourceReader.ReadPem(validation.Child("trusted_ca")),
            TrustsSystemRoots = validation.Child("system_root_certs") is { } roots && Finished(roots),
            SubjectAltNames = [.. ReadNames(validation)],
            CertificateHashes = [.. validation.Texts("verify_certificate_hash").Select(hash => ReadHash(validation, hash))],
            PublicKeyHashes = [.. validation.Texts("verify_certificate_spki")],
            AllowsExpired = validation.Bool("allow_expired_certificate") ?? false,
            AcceptsUntrusted = validation.Choice("trust_chain_verification", Verifications, [.. Verifications.Keys]) ?? false,
        };
        if (config.SubjectAltNames.Count > 0 && config.TrustedCa is null && !config.TrustsSystemRoots)
            validation.Error("'trusted_ca' must be given with names: anyone could make a certificate with such a name (Envoy refuses it too).");
        validation.Refuse("certificates are not looked up in lists of revoked ones; use certificates of a short life.", "crl");
        validation.RefuseTrue("there are no signed certificate timestamps.", "require_signed_certificate_timestamp");
        validation.Refuse("'trusted_ca', names and hashes are.", "custom_validator_config", "ca_certificate_provider_instance");
        validation.Refuse("a chain may be of any length; name the issuing authority in 'trusted_ca' alone.", "max_verify_depth");
        validation.Skip("only_verify_leaf_cert_crl");
        validation.Ignore("the file is read when the configuration is.", "watched_directory");
        validation.Finish();
        return config;
    }

    private static bool Finished(Message message)
    {
        message.Finish();
        return true;
    }

    /// <summary>The secret's fields are merged into the default's: lists are appended, the others replaced (protobuf's <c>MergeFrom</c>).</summary>
    private static CertificateValidationConfig? ReadCombined(Message combined, SecretStore secrets)
    {
        var first = Read(combined.RequiredChild("default_validation_context")) ?? new CertificateValidationConfig();
        var second = combined.RequiredChild("validation_context_sds_secret_config") is { } reference ? secrets.Validation(reference) : null;
        combined.Refuse("a secret is.", "validation_context_certificate_provider", "validation_context_certificate_provider_instance");
        combined.Finish();
        return second is null ? first : first with
        {
            TrustedCa = second.TrustedCa ?? first.TrustedCa,
            TrustsSystemRoots = first.TrustsSystemRoots || second.TrustsSystemRoots,
            SubjectAltNames = [.. first.SubjectAltNames, .. second.SubjectAltNames],
            CertificateHashes = [.. first.CertificateHashes, .. second.CertificateHashes],
            PublicKeyHashes = [.. first.PublicKeyHashes, .. second.PublicKeyHashes],
            AllowsExpired = first.AllowsExpired || second.AllowsExpired,
            AcceptsUntrusted = first.AcceptsUntrusted || second.AcceptsUntrusted,
        };
    }

    private static IEnumerable<SubjectAltNameMatchConfig> ReadNames(Message validation)
    {
        foreach (var typed in validation.Children("match_typed_subject_alt_names"))
        {
            var kind = typed.Choice("san_type", Kinds, "SAN_TYPE_UNSPECIFIED", "EMAIL", "DNS", "URI", "IP_ADDRESS", "OTHER_NAME");
            if (!typed.Has("san_type"))
                typed.Missing("san_type");
            var match = ValueMatchReader.ReadString(typed.RequiredChild("matcher"), new ValueMatchConfig { Name = "" });
            typed.Refuse("names of this kind have no text.", "oid");
            typed.Finish();
            yield return new SubjectAltNameMatchConfig(kind ?? SubjectAltNameKind.Any, match);
        }

        foreach (var matcher in validation.Children("match_subject_alt_names"))
            yield return new SubjectAltNameMatchConfig(SubjectAltNameKind.Any, ValueMatchReader.ReadString(matcher, new ValueMatchConfig { Name = "" }));
        // Version 2's.
        foreach (var name in validation.Texts("verify_subject_alt_name"))
            yield return new SubjectAltNameMatchConfig(SubjectAltNameKind.Any, new ValueMatchConfig { Name = "", Kind = ValueMatchKind.Exact, Value = name });
    }

    private static string ReadHash(Message validation, string hash)
    {
        var digits = hash.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        if (digits.Length != 64 || !digits.All(char.IsAsciiHexDigit))
            validation.Error("verify_certificate_hash", $"'{Scalars.Short(hash)}' is not a SHA-256; 64 hexadecimal digits are, with or without colons.");
        return digits;
    }
}
