namespace EdgeProxy.Guides.Tests;

/// <summary>A diff as a guide shows it: the file, then parts that begin with <c>@@</c>, without line numbers. A part's old lines stand in the file once.</summary>
internal static class DiffBlock
{
    /// <summary>Changes the file as a reader does.</summary>
    /// <param name="lines">The block.</param>
    /// <param name="root">The folder that its file names start from.</param>
    public static void Apply(IReadOnlyList<string> lines, string root)
    {
        Assert.StartsWith("+++ ", lines[1], StringComparison.Ordinal);
        var file = Path.Combine(root, lines[1][4..]);
        var text = File.ReadAllLines(file).ToList();
        foreach (var part in Parts(lines.Skip(2)))
        {
            var before = part.Where(line => !line.StartsWith('+')).Select(Content).ToList();
            var after = part.Where(line => !line.StartsWith('-')).Select(Content).ToList();
            var places = Enumerable.Range(0, Math.Max(0, text.Count - before.Count + 1)).Where(start => text.Skip(start).Take(before.Count).SequenceEqual(before)).ToList();
            Assert.True(places.Count == 1, $"{lines[1][4..]} has {places.Count} places with these lines:\n{string.Join('\n', before)}");
            text.RemoveRange(places[0], before.Count);
            text.InsertRange(places[0], after);
        }

        File.WriteAllLines(file, text);
    }

    private static IEnumerable<List<string>> Parts(IEnumerable<string> lines)
    {
        List<string>? part = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                if (part is not null)
                    yield return part;
                part = [];
            }
            else
            {
                part!.Add(line);
            }
        }

        yield return part!;
    }

    private static string Content(string line) => line.Length == 0 ? "" : line[1..];
}
