using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>
/// The secrets that TLS contexts name: those of <c>static_resources.secrets</c>, and those of files that an <c>sds_config</c> names.
/// </summary>
internal sealed class SecretStore
{
    private readonly Dictionary<string, CertificateConfig?> _certificates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CertificateValidationConfig?> _validations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads <c>static_resources.secrets</c>.</summary>
    public static SecretStore Read(Message? resources)
    {
        var store = new SecretStore();
        foreach (var secret in resources?.Children("secrets") ?? [])
            store.Add(secret);
        return store;
    }

    /// <summary>The certificate that an <c>SdsSecretConfig</c> names; null after an error.</summary>
    public CertificateConfig? Certificate(Message reference) => Find(reference, _certificates, "tls_certificate");

    /// <summary>The validation context that an <c>SdsSecretConfig</c> names; null after an error.</summary>
    public CertificateValidationConfig? Validation(Message reference) => Find(reference, _validations, "validation_context");

    private void Add(Message secret)
    {
        var name = secret.RequiredText("name");
        if (!_known.Add(name) && name.Length > 0)
            secret.Error("name", $"the name '{Scalars.Short(name)}' is used twice; give each secret one of its own.");
        switch (secret.OneOf(true, "tls_certificate", "validation_context", "session_ticket_keys", "generic_secret"))
        {
            case "tls_certificate":
                _certificates[name] = CertificateReader.Read(secret.Child("tls_certificate"));
                break;
            case "validation_context":
                _validations[name] = CertificateValidationReader.Read(secret.Child("validation_context"));
                break;
            case "session_ticket_keys":
                secret.Ignore("the server keeps its session tickets to itself.", "session_ticket_keys");
                break;
            default:
                secret.Ignore("no filter reads it.", "generic_secret");
                break;
        }

        secret.Finish();
    }

    private T? Find<T>(Message reference, Dictionary<string, T?> secrets, string kind)
        where T : class
    {
        var name = reference.RequiredText("name");
        var store = this;
        if (reference.Child("sds_config") is { } source)
        {
            if (ReadFile(source) is not { } file)
                return null;
            store = file;
        }

        reference.Finish();
        secrets = ReferenceEquals(store, this) ? secrets : (Dictionary<string, T?>)(object)(typeof(T) == typeof(CertificateConfig) ? store._certificates : store._validations);
        if (secrets.TryGetValue(name, out var found))
            return found;
        if (name.Length > 0)
        {
            reference.Error("name", $"there is no secret '{Scalars.Short(name)}' with a '{kind}'{FieldName.Suggest(name, secrets.Keys)} "
                + "Write it into 'static_resources.secrets', or name a file in 'sds_config.path_config_source.path'.");
        }

        return null;
    }

    /// <summary>The secrets of a file, which is a discovery response: <c>resources</c> with secrets.</summary>
    private static SecretStore? ReadFile(Message source)
    {
        var path = source.OneOf(true, "path", "path_config_source", "api_config_source", "ads", "self") switch
        {
            "path" => source.RequiredText("path"),
            "path_config_source" when source.Child("path_config_source") is { } file => ReadPath(file),
            _ => null,
        };
        source.Refuse("nothing is fetched from a control plane; write the secret into 'static_resources.secrets', or name a file.", "api_config_source", "ads", "self");
        source.Skip("initial_fetch_timeout", "resource_api_version", "authorities");
        source.Finish();
        if (path is not { Length: > 0 } || source.OpenFile(path) is not { } root)
            return null;
        var store = new SecretStore();
        foreach (var resource in root.Children("resources"))
            store.Add(resource);
        root.Skip("version_info", "type_url", "nonce", "control_plane", "canary", "resource_errors");
        root.Finish();
        return store;
    }

    private static string ReadPath(Message file)
    {
        var path = file.RequiredText("path");
        file.Ignore("the file is read when the configuration is; the certificate files that it names are looked at once a second.", "watched_directory");
        file.Finish();
        return path;
    }
}
