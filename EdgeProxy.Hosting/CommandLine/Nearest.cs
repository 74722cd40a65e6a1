namespace EdgeProxy.Hosting.CommandLine;


/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>
    /// A sentence, with a blank before it, that names the candidate with the fewest edits to <paramref name="text"/>, the first one of equals. Two
    /// neighbours that changed places are one edit (Damerau), and the beginning of a candidate is one edit away from it. It is empty when even that one
    /// differs in more than two fifths of its letters: a guess that far off only confuses.
    /// </summary>
    public static string Hint(string text, IEnumerable<string> candidates, string prefix = "")
    {
        var (distance, nearest) = candidates.Select(candidate => (Edits: IsBeginning(text, candidate) ? 1 : Distance(text, candidate), candidate)).MinBy(one => one.Edits);
        return nearest is null || distance * 5 > Math.Max(text.Length, nearest.Length) * 2 ? "" : $" Did you mean '{prefix}{nearest}'?";
    }

    private static bool IsBeginning(string text, string candidate) =>
        text.TrimStart('-').Length > 1 && candidate.StartsWith(text, StringComparison.Ordinal);

    private static int Distance(string left, string right)
    {
        var edits = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
                edits[row, column] = row == 0 ? column : column == 0 ? row : Least(edits, left, right, row, column);
        }

        return edits[left.Length, right.Length];
    }

    private static int Least(int[,] edits, string left, string right, int row, int column)
    {
        var replace = edits[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        var least = Math.Min(replace, Math.Min(edits[row - 1, column], edits[row, column - 1]) + 1);
        var isSwap = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return isSwap ? Math.Min(least, edits[row - 2, column - 2] + 1) : least;
    }
}
