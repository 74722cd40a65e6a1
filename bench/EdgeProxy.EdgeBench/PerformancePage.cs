namespace EdgeProxy.EdgeBench;

/// <summary>The page for readers: what is between the marks is measured, the rest is written by hand.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- measured: bench/edge.sh writes this part -->\n";
    private const string End = "<!-- end of the measured part -->";

    /// <summary>Replaces the measured part, and the picture beside the page.</summary>
    /// <exception cref="InvalidDataException">The page has no marks.</exception>
    public static async Task ReplaceAsync(string path, string measured, string picture)
    {
        var text = await File.ReadAllTextAsync(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"'{path}' needs the lines '{Begin.Trim()}' and '{End}': the results go between them.");
        await File.WriteAllTextAsync(path, text[..(begin + Begin.Length)] + "\n" + measured + "\n" + text[end..]);
        await File.WriteAllTextAsync(Path.ChangeExtension(path, ".svg"), picture);
    }
}
