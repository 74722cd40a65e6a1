using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Routing;

/// <summary>
/// The routes of one virtual host. The first in the list that matches wins, found without trying them all: prefixes are a trie, whole
/// paths a table, and only expressions and paths without case are tried one by one.
/// </summary>
internal sealed class RouteTable
{
    private const int FewRoutes = 8;
    private readonly Route[] _routes;
    private readonly bool _isPlain;
    private readonly PrefixTrie _prefixes = new();
    private readonly Dictionary<string, List<int>> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _exactBySpan;
    private readonly List<(int Index, Func<string, bool> Matches)> _others = [];

    public RouteTable(IReadOnlyList<Route> routes)
    {
        _routes = [.. routes];
        var patterns = Array.ConvertAll(_routes, route => PathPattern.Of(route.Config.Match));
        _isPlain = _routes.Length <= FewRoutes && Array.TrueForAll(_routes, route => route.Conditions is null) && Array.TrueForAll(patterns, pattern => pattern.IsPrefixAlone);
        for (var index = 0; index < patterns.Length; index++)
            Add(patterns[index], index);
        _exactBySpan = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The first route that matches, or null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">Its path and query as sent.</param>
    public Route? Match(HttpContext context, string target)
    {
        var path = target.AsSpan(0, RequestTarget.PathLength(target));
        if (_isPlain)
        {
            foreach (var route in _routes)
            {
                if (path.StartsWith(route.Config.Match.Path, StringComparison.Ordinal))
                    return route;
            }

            return null;
        }

        var best = int.MaxValue;
        var prefixes = _prefixes.Over(path);
        while (prefixes.MoveNext(out var indices))
            best = First(indices, best, context, target);
        if (_exactBySpan.TryGetValue(path, out var exact))
            best = First(exact, best, context, target);
        if (_others.Count > 0)
            best = FirstOther(best, context, target, path.ToString());
        return best == int.MaxValue ? null : _routes[best];
    }

    private int First(List<int> indices, int best, HttpContext context, string target)
    {
        foreach (var index in indices)
        {
            if (index >= best)
                return best;
            if (_routes[index].Conditions is not { } conditions || conditions.AreMet(context, target))
                return index;
        }

        return best;
    }

    private int FirstOther(int best, HttpContext context, string target, string path)
    {
        foreach (var (index, matches) in _others)
        {
            if (index >= best)
                return best;
            if (matches(path) && (_routes[index].Conditions is not { } conditions || conditions.AreMet(context, target)))
                return index;
        }

        return best;
    }

    private void Add(PathPattern pattern, int index)
    {
        if (pattern.Exact is { } exact)
            AddExact(exact, index);
        if (pattern.Prefix is { } prefix)
            _prefixes.Add(prefix, index);
        if (pattern.Matches is { } matches)
            _others.Add((index, matches));
    }

    private void AddExact(string path, int index)
    {
        if (!_exact.TryGetValue(path, out var indices))
            _exact[path] = indices = [];
        indices.Add(index);
    }
}
