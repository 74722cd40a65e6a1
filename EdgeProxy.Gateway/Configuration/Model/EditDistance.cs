namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>How many letters differ between two names, without case; two neighbours that changed places are one (Damerau).</summary>
internal static class EditDistance
{
    /// <summary>The known name that somebody may have meant: the nearest, where it differs in two fifths of its letters at most; else null.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(other => Between(name, other));
        return nearest is not null && Between(name, nearest) * 5 <= Math.Max(name.Length, nearest.Length) * 2 ? nearest : null;
    }

    /// <summary>The edits from one name to the other.</summary>
    public static int Between(string left, string right)
    {
        var edits = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
                edits[i, j] = i == 0 ? j : j == 0 ? i : Least(edits, left, right, i, j);
        }

        return edits[left.Length, right.Length];
    }

    private static int Least(int[,] edits, string left, string right, int i, int j)
    {
        var replace = edits[i - 1, j - 1] + (AreSame(left[i - 1], right[j - 1]) ? 0 : 1);
        var least = Math.Min(replace, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && AreSame(left[i - 1], right[j - 2]) && AreSame(left[i - 2], right[j - 1]);
        return isSwap ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
    }

    private static bool AreSame(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
