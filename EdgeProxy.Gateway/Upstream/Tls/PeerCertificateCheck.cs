using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Checks the certificate of the other side as Envoy's <c>CertificateValidationContext</c> asks for.</summary>
internal sealed class PeerCertificateCheck
{
    private readonly CertificateValidationConfig _config;
    private readonly bool _isRequired;
    private readonly (SubjectAltNameKind Kind, ValueMatchConfig Match, Regex? Pattern)[] _names;

    /// <param name="config">What is asked for.</param>
    /// <param name="isRequired">The other side must show a certificate.</param>
    public PeerCertificateCheck(CertificateValidationConfig config, bool isRequired)
    {
        _config = config;
        _isRequired = isRequired || config.RequiresCertificate;
        _names =
        [
            .. config.SubjectAltNames.Select(name => (name.Kind, name.Match, name.Match.Kind == ValueMatchKind.Regex
                ? new Regex($@"\A(?:{name.Match.Value})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                : null)),
        ];
        Policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (config.TrustedCa is not { } authorities)
            return;
        Policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        Policy.CustomTrustStore.AddRange(PemLoader.LoadAuthorities(authorities));
    }

    /// <summary>How the chain is built.</summary>
    public X509ChainPolicy Policy { get; }

    /// <summary>Whether a certificate is accepted.</summary>
    /// <param name="certificate">The certificate; null where none was shown.</param>
    /// <param name="chain">The chain that was built.</param>
    /// <param name="errors">What the TLS library found.</param>
    public bool Accepts(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return !_isRequired;
        if ((_config.TrustedCa is not null || _config.TrustsSystemRoots) && !_config.AcceptsUntrusted && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !IsTrusted(chain))
            return false;
        if (_config.ChecksServerName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        return HasHash(certificate) && (_names.Length == 0 || SubjectAltNames.Of(certificate).Any(IsNamed));
    }

    /// <summary>An authority may be an intermediate one, as in Envoy, and a certificate expired where that is allowed.</summary>
    private bool IsTrusted(X509Chain? chain)
    {
        if (chain is null)
            return false;
        var allowed = X509ChainStatusFlags.NoError;
        if (_config.AllowsExpired)
            allowed |= X509ChainStatusFlags.NotTimeValid;
        if (chain.ChainElements.Any(element => Policy.CustomTrustStore.Contains(element.Certificate)))
            allowed |= X509ChainStatusFlags.PartialChain;
        return chain.ChainStatus.All(status => (status.Status & ~allowed) == 0);
    }

    private bool HasHash(X509Certificate2 certificate)
    {
        if (_config.CertificateHashes.Count + _config.PublicKeyHashes.Count == 0)
            return true;
        return _config.CertificateHashes.Contains(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)))
            || _config.PublicKeyHashes.Contains(Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));
    }

    private bool IsNamed((SubjectAltNameKind Kind, string Value) name) =>
        _names.Any(wanted => (wanted.Kind == name.Kind || wanted.Kind == SubjectAltNameKind.Any) && IsMatch(wanted.Match, wanted.Pattern, name));

    private static bool IsMatch(ValueMatchConfig match, Regex? pattern, (SubjectAltNameKind Kind, string Value) name)
    {
        // Host names are compared without case, and a certificate's may have a wildcard.
        var comparison = match.IgnoreCase || name.Kind == SubjectAltNameKind.Dns ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return match.Kind switch
        {
            ValueMatchKind.Exact when name is { Kind: SubjectAltNameKind.Dns, Value: ['*', '.', ..] } =>
                match.Value.IndexOf('.') is > 0 and var dot && match.Value[dot..].Equals(name.Value[1..], StringComparison.OrdinalIgnoreCase),
            ValueMatchKind.Exact => match.Value.Equals(name.Value, comparison),
            ValueMatchKind.Prefix => name.Value.StartsWith(match.Value, comparison),
            ValueMatchKind.Suffix => name.Value.EndsWith(match.Value, comparison),
            ValueMatchKind.Contains => name.Value.Contains(match.Value, comparison),
            ValueMatchKind.Regex => pattern!.IsMatch(name.Value),
            _ => false,
        };
    }
}
