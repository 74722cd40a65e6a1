using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>How the path of a route is found: under a whole path, under a prefix, or by trying it.</summary>
/// <param name="Exact">The whole path that it matches; null for none.</param>
/// <param name="Prefix">The prefix that it matches; null for none.</param>
/// <param name="Matches">Tries a path; null where the other two say all.</param>
internal readonly record struct PathPattern(string? Exact = null, string? Prefix = null, Func<string, bool>? Matches = null)
{
    public bool IsPrefixAlone => this is { Exact: null, Prefix: not null, Matches: null };

    /// <summary>Whether a path matches, without a table.</summary>
    public bool IsMatch(string path) => path == Exact || (Prefix is not null && path.StartsWith(Prefix, StringComparison.Ordinal)) || Matches?.Invoke(path) == true;

    /// <summary>The pattern of a route.</summary>
    public static PathPattern Of(RouteMatchConfig match)
    {
        var (path, comparison) = (match.Path, match.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        return match.PathKind switch
        {
            PathMatchKind.Prefix when match.CaseSensitive => new(Prefix: path),
            PathMatchKind.Prefix => new(Matches: other => other.StartsWith(path, comparison)),
            PathMatchKind.Exact when match.CaseSensitive => new(Exact: path),
            PathMatchKind.Exact => new(Matches: other => other.Equals(path, comparison)),
            PathMatchKind.PathSeparatedPrefix when match.CaseSensitive => new(Exact: path, Prefix: path + "/"),
            PathMatchKind.PathSeparatedPrefix => new(Matches: other => other.StartsWith(path, comparison) && (other.Length == path.Length || other[path.Length] == '/')),
            PathMatchKind.Regex => new(Matches: ValueMatcher.WholeMatch(path).IsMatch),
        };
    }
}
