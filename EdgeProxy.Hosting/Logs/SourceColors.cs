namespace EdgeProxy.Hosting.Logs;


/// <summary>A colour for each source, in the order in which they first speak.</summary>
internal sealed class SourceColors
{
    /// <summary>The foregrounds that can be told apart on dark and on light: cyan, yellow, green, magenta, blue and their bright forms.</summary>
    private static readonly string[] Codes = ["36", "33", "32", "35", "34", "96", "93", "92", "95", "94"];

    private readonly Dictionary<string, string> _colors = new(StringComparer.Ordinal);

    public string For(string source)
    {
        lock (_colors)
        {
            if (!_colors.TryGetValue(source, out var color))
                _colors[source] = color = $"\e[{Codes[_colors.Count % Codes.Length]}m";
            return color;
        }
    }
}
