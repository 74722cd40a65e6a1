namespace EdgeProxy.Gateway.Filters;

/// <summary>Changes the query of a target; what is not changed stays as it was sent.</summary>
internal static class QueryChange
{
    /// <param name="target">Path and query.</param>
    /// <param name="set">Parameters with their values, percent-encoded here.</param>
    /// <param name="remove">Parameters that go.</param>
    public static string Apply(string target, IReadOnlyList<(string Name, string Value)> set, IReadOnlyList<string> remove)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = start < 0 ? (target, "") : (target[..start], target[(start + 1)..]);
        var gone = new HashSet<string>(set.Select(parameter => parameter.Name).Concat(remove), StringComparer.Ordinal);
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !gone.Contains(pair.Split('=', 2)[0]))
            .Concat(set.Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value)}"));
        var all = string.Join('&', kept);
        return all.Length > 0 ? $"{path}?{all}" : path;
    }
}
