using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>
/// The tables of docs/reliability.md. They are what these tests expect: a row that says something else than the system does fails its test, and
/// so does a test without a row.
/// </summary>
internal static class ReliabilityPage
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Rows = new(Read);

    /// <summary>The first cell of every row of the table whose first column has this heading.</summary>
    public static IEnumerable<string> RowsOf(string heading) => Rows.Value.Where(row => row.Value.ContainsKey(heading)).Select(row => row.Key);

    /// <summary>The cells of the row that begins with <paramref name="first"/>, by the headings of its table; without the marks of code.</summary>
    public static IReadOnlyDictionary<string, string> Row(string first)
    {
        Assert.True(Rows.Value.TryGetValue(first, out var row), $"docs/reliability.md has no row '{first}'.");
        return row!;
    }

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        var rows = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        string[] headings = [];
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "reliability.md")))
        {
            if (!line.StartsWith('|'))
            {
                headings = [];
                continue;
            }

            var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries).Select(cell => cell.Replace("`", "", StringComparison.Ordinal)).ToArray();
            if (headings.Length == 0)
                headings = cells;
            else if (!cells[0].StartsWith("---", StringComparison.Ordinal))
                rows.TryAdd(cells[0], headings.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }

        return rows;
    }
}
