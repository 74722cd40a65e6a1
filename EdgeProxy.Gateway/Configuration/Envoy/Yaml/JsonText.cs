using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>
/// JSON as the YAML parser takes it, which reads both so that every message has its line. Two things of JSON it does not know: tabs between tokens, and characters
/// beyond the basic plane as a pair of escapes.
/// </summary>
internal static class JsonText
{
    /// <summary>The text with these two rewritten where it is JSON; any other text as it is.</summary>
    public static string ToYaml(string text)
    {
        if (!text.AsSpan().TrimStart(" \t\r\n\uFEFF").StartsWith('{') || !IsJson(text))
            return text;
        var yaml = new StringBuilder(text.Length);
        var inString = false;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter == '"')
                inString = !inString;
            if (!inString)
            {
                yaml.Append(letter is '\t' or '\uFEFF' ? ' ' : letter);
                continue;
            }

            if (letter != '\\')
            {
                yaml.Append(letter);
                continue;
            }

            if (TryPair(text.AsSpan(index), out var character))
            {
                yaml.Append(CultureInfo.InvariantCulture, $"\\U{character:X8}");
                index += 11;
            }
            else
            {
                yaml.Append(letter).Append(text[++index]);
            }
        }

        return yaml.ToString();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 100 });
            return true;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            // No JSON, or half of a surrogate pair.
            return false;
        }
    }

    /// <summary>Two escapes that are one character (RFC 8259, 7).</summary>
    private static bool TryPair(ReadOnlySpan<char> text, out int character)
    {
        character = 0;
        if (text.Length < 12 || text[1] != 'u' || text[6] != '\\' || text[7] != 'u'
            || !int.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !int.TryParse(text[8..12], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            || !char.IsSurrogatePair((char)high, (char)low))
            return false;
        character = char.ConvertToUtf32((char)high, (char)low);
        return true;
    }
}
