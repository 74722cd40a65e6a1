using System.Text.RegularExpressions;

namespace EdgeProxy.Hosting.Logs;


/// <summary>Text with the escape sequences of a terminal.</summary>
internal static partial class AnsiText
{
    public const string Reset = "\e[0m";

    /// <summary>The text alone, for a file or a pipe.</summary>
    public static string Strip(string text) => text.Contains('\e') ? Sequences().Replace(text, "") : text;

    /// <summary>ECMA-48: control sequences (CSI), commands to the terminal (OSC), and two-character escapes.</summary>
    [GeneratedRegex(@"\e(?:\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(?:\a|\e\\)?|[@-Z\\-_])")]
    private static partial Regex Sequences();
}
