namespace EdgeProxy.Conformance;

/// <summary>The results as a table for people.</summary>
public static class TableReport
{
    private const int NameWidth = 52;
    private const int TextWidth = 62;

    /// <summary>Writes the results, group by group, and the summary as the last line.</summary>
    /// <param name="results">The results.</param>
    /// <param name="failuresOnly">Whether to leave out what passed or was skipped.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IReadOnlyList<CaseResult> results, bool failuresOnly, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var group in results.GroupBy(r => r.Case.Group))
        {
            var shown = group.Where(r => !failuresOnly || r.Outcome == CaseOutcome.Failed).ToList();
            if (shown.Count == 0)
                continue;
            output.WriteLine();
            output.WriteLine($"{group.Key.ToUpperInvariant()}  ({Count(group, CaseOutcome.Passed)} of {group.Count()})");
            output.WriteLine($"      {"case",-NameWidth}  {"expected",-TextWidth}  got");
            shown.ForEach(r => WriteRow(r, output));
        }

        output.WriteLine();
        output.WriteLine(Summary(results));
    }

    /// <summary>One line: how many passed, failed and were skipped.</summary>
    public static string Summary(IReadOnlyList<CaseResult> results) =>
        $"{Count(results, CaseOutcome.Passed)} as expected, {Count(results, CaseOutcome.Failed)} not, " +
        $"{Count(results, CaseOutcome.Skipped)} skipped, of {results.Count} cases";

    private static int Count(IEnumerable<CaseResult> results, CaseOutcome outcome) => results.Count(r => r.Outcome == outcome);

    private static void WriteRow(CaseResult result, TextWriter output)
    {
        var mark = result.Outcome switch { CaseOutcome.Passed => "ok  ", CaseOutcome.Failed => "FAIL", _ => "skip" };
        var got = result.Outcome switch
        {
            CaseOutcome.Passed => "as expected" + (result.Got.EndsWith(')') ? result.Got[result.Got.LastIndexOf(" (", StringComparison.Ordinal)..] : ""),
            _ => result.Got,
        };
        var names = Wrap(Printable(result.Case.Name), NameWidth);
        var expected = Wrap(Printable(result.Case.Expected), TextWidth);
        var seen = Wrap(Printable(got), TextWidth);
        for (var i = 0; i < Math.Max(names.Count, Math.Max(expected.Count, seen.Count)); i++)
        {
            output.WriteLine(
                $"{(i == 0 ? mark : "    ")}  {Line(names, i),-NameWidth}  {Line(expected, i),-TextWidth}  {Line(seen, i)}".TrimEnd());
        }
    }

    private static string Line(List<string> lines, int index) => index < lines.Count ? lines[index] : "";

    private static string Printable(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and not '\u007f' ? c.ToString() : $"\\x{(int)c:x2}"));

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        while (text.Length > width)
        {
            var space = text.LastIndexOf(' ', width);
            var cut = space > width / 2 ? space : width;
            lines.Add(text[..cut].TrimEnd());
            text = text[cut..].TrimStart();
        }

        lines.Add(text);
        return lines;
    }
}
