namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>Suggests the known name nearest to an unknown one.</summary>
internal static class Nearest
{
    /// <summary>
    /// A sentence, with a blank before it, that names the candidate with the fewest edits to <paramref name="text"/>, the first one of equals; the
    /// beginning of a candidate is one edit away from it. It is empty when even that one differs in more than two fifths of its letters: a guess that far off
    /// only confuses.
    /// </summary>
    public static string Hint(string text, IEnumerable<string> candidates, string prefix = "")
    {
        var (distance, nearest) = candidates.Select(candidate => (Edits: IsBeginning(text, candidate) ? 1 : EditDistance.Between(text, candidate), candidate)).MinBy(one => one.Edits);
        return nearest is null || distance * 5 > Math.Max(text.Length, nearest.Length) * 2 ? "" : $" Did you mean '{prefix}{nearest}'?";
    }

    private static bool IsBeginning(string text, string candidate) =>
        text.TrimStart('-').Length > 1 && candidate.StartsWith(text, StringComparison.Ordinal);
}
