using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace EdgeProxy.Gateway.Observability;

/// <summary>Text with more than visible ASCII, which headers may have: made readable, and harmless to terminals and to programs that read lines.</summary>
internal static class LogTextEscaper
{
    /// <summary>Headers come as bytes, a character each; where these are UTF-8 they are read as that.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\u0080', '\u00ff') || text.ContainsAnyExceptInRange('\0', '\u00ff'))
            return text.ToString();
        var bytes = new byte[text.Length];
        Encoding.Latin1.GetBytes(text, bytes);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : text.ToString();
    }

    /// <summary>Writes control characters, line separators and those that turn the direction of writing as <c>\u001b</c>.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (IsHarmful(letter))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private static bool IsHarmful(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
