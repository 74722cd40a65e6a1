using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The certificate that a client showed, and how the header <c>x-forwarded-client-cert</c> says it.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="chain">The chain that it was checked with, with what the client sent beside it.</param>
/// <param name="own">The certificate that the gateway showed.</param>
internal sealed class ClientCertificate(X509Certificate2 certificate, X509Chain? chain, X509Certificate2 own)
{
    // The library disposes of the certificates after the handshake.
    private readonly byte[] _certificate = certificate.RawData;
    private readonly byte[][] _chain = chain is null ? [] : [.. chain.ChainPolicy.ExtraStore.Where(sent => !sent.Equals(certificate)).Select(sent => sent.RawData)];
    private readonly string _subject = Rfc2253Name.Write(certificate.SubjectName);
    private readonly IReadOnlyList<(SubjectAltNameKind Kind, string Value)> _names = SubjectAltNames.Of(certificate);
    private readonly IReadOnlyList<(SubjectAltNameKind Kind, string Value)> _ownNames = SubjectAltNames.Of(own);
    private (ClientCertificateDetails Details, string Text)? _written;

    /// <summary>The element of the header, in the order and form of Envoy's documentation ("x-forwarded-client-cert").</summary>
    public string Describe(ClientCertificateDetails details)
    {
        if (_written is { } written && written.Details == details)
            return written.Text;
        var text = string.Join(';', Parts(details));
        _written = (details, text);
        return text;
    }

    private IEnumerable<string> Parts(ClientCertificateDetails details)
    {
        foreach (var uri in Of(_ownNames, SubjectAltNameKind.Uri))
            yield return $"By={uri}";
        yield return $"Hash={Convert.ToHexStringLower(SHA256.HashData(_certificate))}";
        if (details.HasFlag(ClientCertificateDetails.Certificate))
            yield return $"Cert=\"{Encode(Pem(_certificate))}\"";
        if (details.HasFlag(ClientCertificateDetails.Chain))
            yield return $"Chain=\"{Encode(string.Concat(_chain.Prepend(_certificate).Select(Pem)))}\"";
        if (details.HasFlag(ClientCertificateDetails.Subject))
            yield return $"Subject=\"{_subject}\"";
        if (details.HasFlag(ClientCertificateDetails.Uri))
        {
            foreach (var uri in Of(_names, SubjectAltNameKind.Uri).DefaultIfEmpty(""))
                yield return $"URI={uri}";
        }

        if (details.HasFlag(ClientCertificateDetails.Dns))
        {
            foreach (var name in Of(_names, SubjectAltNameKind.Dns))
                yield return $"DNS={name}";
        }
    }

    private static IEnumerable<string> Of(IReadOnlyList<(SubjectAltNameKind Kind, string Value)> names, SubjectAltNameKind kind) =>
        names.Where(name => name.Kind == kind).Select(name => name.Value);

    private static string Pem(byte[] certificate) => PemEncoding.WriteString("CERTIFICATE", certificate) + "\n";

    /// <summary>What Envoy encodes of PEM.</summary>
    private static string Encode(string pem)
    {
        var encoded = new StringBuilder(pem.Length + (pem.Length / 8));
        foreach (var letter in pem)
        {
            encoded.Append(letter switch
            {
                '\n' => "%0A",
                ' ' => "%20",
                '+' => "%2B",
                '/' => "%2F",
                '=' => "%3D",
                _ => letter.ToString(),
            });
        }

        return encoded.ToString();
    }
}
