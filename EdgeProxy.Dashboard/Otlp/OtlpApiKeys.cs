using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Tells who may send. Keys are compared by their hashes in constant time, so that neither content nor length shows in the answer's time.</summary>
internal sealed class OtlpApiKeys
{
    /// <summary>The header that carries the key, the Aspire dashboard's name.</summary>
    public const string Header = "x-otlp-api-key";

    private const string AllowAnonymousKey = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";

    private readonly byte[][] _hashes;

    public OtlpApiKeys(IOptions<OtlpOptions> options, IConfiguration configuration)
    {
        var keys = new[] { options.Value.PrimaryApiKey, options.Value.SecondaryApiKey }.Where(key => !string.IsNullOrEmpty(key)).ToArray();
        var mode = options.Value.AuthMode
            ?? (keys.Length == 0 || configuration.GetValue<bool>(AllowAnonymousKey) ? OtlpAuthMode.Unsecured : OtlpAuthMode.ApiKey);
        IsRequired = mode == OtlpAuthMode.ApiKey;
        _hashes = [.. keys.Select(key => Hash(key!))];
    }

    public bool IsRequired { get; }

    public bool Allows(string? key)
    {
        if (!IsRequired)
            return true;
        var hash = Hash(key ?? "");
        var allowed = false;
        foreach (var known in _hashes)
            allowed |= CryptographicOperations.FixedTimeEquals(hash, known);
        return allowed;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
