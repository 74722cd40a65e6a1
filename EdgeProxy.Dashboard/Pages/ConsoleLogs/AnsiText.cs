using System.Text;

namespace EdgeProxy.Dashboard.Pages.ConsoleLogs;

/// <summary>
/// Cuts a console line into runs of one colour (ECMA-48, "Select Graphic Rendition") and addresses. Other escape sequences and control
/// characters are left out: the text is hostile, and only ever drawn as text.
/// </summary>
internal static class AnsiText
{
    private const char Escape = '\u001b';
    private const int LongestLine = 16 * 1024;

    /// <summary>The runs of a line.</summary>
    public static IReadOnlyList<TextRun> Parse(string line)
    {
        var text = line.Length > LongestLine ? line[..LongestLine] + "…" : line;
        if (!text.Contains(Escape, StringComparison.Ordinal))
            return Split(Clean(text), null);
        var runs = new List<TextRun>();
        var current = new StringBuilder();
        string? style = null;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != Escape)
            {
                current.Append(text[index]);
                continue;
            }

            var end = EndOf(text, index);
            if (text[Math.Min(end, text.Length - 1)] == 'm')
            {
                Flush(runs, current, style);
                style = StyleAfter(style, text[(index + 2)..end]);
            }

            index = end;
        }

        Flush(runs, current, style);
        return runs;
    }

    /// <summary>The line without escape sequences.</summary>
    public static string Plain(string line) => line.Contains(Escape, StringComparison.Ordinal) ? string.Concat(Parse(line).Select(run => run.Text)) : line;

    private static int EndOf(string text, int start)
    {
        if (start + 1 >= text.Length || text[start + 1] != '[')
            return Math.Min(start + 1, text.Length - 1);
        var end = start + 2;
        while (end < text.Length && text[end] is < '@' or > '~')
            end++;
        return Math.Min(end, text.Length - 1);
    }

    private static string? StyleAfter(string? style, string codes)
    {
        foreach (var code in codes.Split(';'))
        {
            style = code switch
            {
                "" or "0" or "39" => null,
                "31" or "91" or "41" => "ansi-red",
                "32" or "92" => "ansi-green",
                "33" or "93" => "ansi-yellow",
                "34" or "94" => "ansi-blue",
                "35" or "95" => "ansi-magenta",
                "36" or "96" => "ansi-cyan",
                "90" => "ansi-gray",
                _ => style,
            };
            // Black on red is how .NET's console logger writes "fail": the ground is the colour that counts.
            if (code == "30" && style is null)
                style = null;
        }

        return style;
    }

    private static void Flush(List<TextRun> runs, StringBuilder current, string? style)
    {
        if (current.Length > 0)
            runs.AddRange(Split(Clean(current.ToString()), style));
        current.Clear();
    }

    private static List<TextRun> Split(string text, string? style)
    {
        var runs = new List<TextRun>();
        var rest = text;
        while (rest.IndexOf("http", StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = start;
            while (end < rest.Length && !char.IsWhiteSpace(rest[end]) && rest[end] is not ('"' or '\'' or '<' or '>' or ')' or ']'))
                end++;
            var address = rest[start..end].TrimEnd('.', ',', ';', ':');
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            {
                runs.Add(new TextRun(rest[..end], style, null));
                rest = rest[end..];
                continue;
            }

            if (start > 0)
                runs.Add(new TextRun(rest[..start], style, null));
            runs.Add(new TextRun(address, style, uri.AbsoluteUri));
            rest = rest[(start + address.Length)..];
        }

        if (rest.Length > 0)
            runs.Add(new TextRun(rest, style, null));
        return runs;
    }

    private static string Clean(string text) =>
        text.Any(character => char.IsControl(character) && character != '\t') ? string.Concat(text.Where(character => !char.IsControl(character) || character == '\t')) : text;
}
