using System.Text;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>
/// Where RE2's syntax, which Envoy's expressions are written in, and .NET's differ: <c>(?P&lt;name&gt;</c>, <c>\Q...\E</c>, POSIX classes,
/// <c>\pN</c>, and that <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII (https://github.com/google/re2/wiki/Syntax).
/// </summary>
internal static class Re2Pattern
{
    private static readonly Dictionary<string, string> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>The same expression for .NET.</summary>
    public static string ToDotNet(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var index = 0; index < pattern.Length;)
        {
            var rest = pattern.AsSpan(index);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                index += Escape(rest, inClass, result);
            }
            else if (!inClass && rest.StartsWith("(?P<", StringComparison.Ordinal))
            {
                result.Append("(?<");
                index += 4;
            }
            else if (inClass && rest.StartsWith("[:", StringComparison.Ordinal) && rest.IndexOf(":]", StringComparison.Ordinal) is > 1 and var end
                && Posix.TryGetValue(rest[2..end].ToString(), out var set))
            {
                result.Append(set);
                index += end + 2;
            }
            else
            {
                // A ']' that comes first in a class is a member of it.
                if (inClass ? rest[0] == ']' && !IsClassStart(pattern, index) : rest[0] == '[')
                    inClass = !inClass;
                else if (inClass && rest[0] == '[')
                    result.Append('\\');
                result.Append(rest[0]);
                index++;
            }
        }

        return result.ToString();
    }

    private static bool IsClassStart(string pattern, int index) =>
        pattern[index - 1] == '[' || (pattern[index - 1] == '^' && index > 1 && pattern[index - 2] == '[');

    /// <summary>Writes an escape, and says how long it was.</summary>
    private static int Escape(ReadOnlySpan<char> rest, bool inClass, StringBuilder result)
    {
        switch (rest[1])
        {
            case 'd' or 'w' or 's':
                var set = rest[1] switch { 'd' => "0-9", 'w' => "0-9A-Za-z_", _ => @"\t\n\f\r " };
                result.Append(inClass ? set : $"[{set}]");
                return 2;
            case 'D' or 'W' or 'S' when !inClass:
                result.Append(rest[1] switch { 'D' => "[^0-9]", 'W' => "[^0-9A-Za-z_]", _ => @"[^\t\n\f\r ]" });
                return 2;
            case 'p' or 'P' when rest.Length > 2 && char.IsAsciiLetter(rest[2]):
                result.Append('\\').Append(rest[1]).Append('{').Append(rest[2]).Append('}');
                return 3;
            case 'Q':
                var end = rest.IndexOf(@"\E", StringComparison.Ordinal);
                var literal = end < 0 ? rest[2..] : rest[2..end];
                foreach (var letter in literal)
                    result.Append(char.IsAsciiLetterOrDigit(letter) || letter > 127 ? letter.ToString() : $@"\x{(int)letter:X2}");
                return end < 0 ? rest.Length : end + 2;
            default:
                result.Append(rest[..2]);
                return 2;
        }
    }
}
