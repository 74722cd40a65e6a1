using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The names of a certificate beside its subject (RFC 5280, 4.2.1.6).</summary>
internal static class SubjectAltNames
{
    private const int Email = 1;
    private const int Dns = 2;
    private const int Uri = 6;
    private const int IpAddress = 7;

    /// <summary>The names in the order of the certificate.</summary>
    public static IReadOnlyList<(SubjectAltNameKind Kind, string Value)> Of(X509Certificate2 certificate)
    {
        var names = new List<(SubjectAltNameKind Kind, string Value)>();
        if (certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is not { } extension)
            return names;
        try
        {
            var sequence = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                var tag = sequence.PeekTag();
                switch (tag.TagValue)
                {
                    case Email or Dns or Uri:
                        var kind = tag.TagValue switch { Email => SubjectAltNameKind.Email, Dns => SubjectAltNameKind.Dns, _ => SubjectAltNameKind.Uri };
                        names.Add((kind, sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag)));
                        break;
                    case IpAddress:
                        names.Add((SubjectAltNameKind.IpAddress, new IPAddress(sequence.ReadOctetString(tag)).ToString()));
                        break;
                    default:
                        sequence.ReadEncodedValue();
                        break;
                }
            }
        }
        catch (Exception failure) when (failure is AsnContentException or ArgumentException)
        {
            // What is behind a name that cannot be read is not matched.
        }

        return names;
    }
}
