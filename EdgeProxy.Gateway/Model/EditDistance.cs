namespace EdgeProxy.Gateway.Model;

/// <summary>How many letters differ between two names (Levenshtein), without case.</summary>
internal static class EditDistance
{
    /// <summary>The known name that somebody may have meant: the nearest, where it differs in two fifths of its letters at most; else null.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(other => Between(name, other));
        return nearest is not null && Between(name, nearest) * 5 <= Math.Max(name.Length, nearest.Length) * 2 ? nearest : null;
    }

    private static int Between(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
