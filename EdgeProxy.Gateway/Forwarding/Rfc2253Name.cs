using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Writes a distinguished name as RFC 2253 and OpenSSL do: the most specific part first, comma between, names of attributes in their short form.</summary>
internal static class Rfc2253Name
{
    private const string Special = ",+\"\\<>;";

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "title",
        ["2.5.4.42"] = "GN",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    public static string Write(X500DistinguishedName name)
    {
        var parts = new List<string>();
        try
        {
            var sequence = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                var attributes = new List<string>();
                var set = sequence.ReadSetOf();
                while (set.HasData)
                    attributes.Add(Attribute(set.ReadSequence()));
                parts.Insert(0, string.Join('+', attributes));
            }
        }
        catch (AsnContentException)
        {
            return name.Name;
        }

        return string.Join(',', parts);
    }

    private static string Attribute(AsnReader attribute)
    {
        var type = attribute.ReadObjectIdentifier();
        var encoded = attribute.PeekEncodedValue();
        var tag = attribute.PeekTag();
        var isText = tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue
            is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.T61String or UniversalTagNumber.BMPString;
        return ShortNames.TryGetValue(type, out var shortName) && isText
            ? $"{shortName}={Escape(attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue))}"
            : $"{shortName ?? type}=#{Convert.ToHexString(encoded.Span)}";
    }

    /// <summary>RFC 2253, 2.4; and bytes beyond printable ASCII, which no header value has.</summary>
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            var letter = value[index];
            if (Special.Contains(letter, StringComparison.Ordinal) || (letter == ' ' && (index == 0 || index == value.Length - 1)) || (letter == '#' && index == 0))
                escaped.Append('\\').Append(letter);
            else if (letter is >= ' ' and <= '~')
                escaped.Append(letter);
            else
                AppendBytes(escaped, value, ref index);
        }

        return escaped.ToString();
    }

    private static void AppendBytes(StringBuilder escaped, string value, ref int index)
    {
        var length = char.IsSurrogatePair(value, index) ? 2 : 1;
        foreach (var one in Encoding.UTF8.GetBytes(value.Substring(index, length)))
            escaped.Append('\\').Append(one.ToString("X2"));
        index += length - 1;
    }
}
