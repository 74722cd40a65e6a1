using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Routing;

/// <summary>Rewrites the path of a target; its query stays.</summary>
internal sealed class TargetRewrite
{
    private readonly string? _prefix;
    private readonly int _matched;
    private readonly Regex? _pattern;
    private readonly string _substitution = "";

    private TargetRewrite(string prefix, RouteMatchConfig match)
    {
        _prefix = prefix;
        _matched = match.PathKind switch
        {
            PathMatchKind.Prefix or PathMatchKind.Exact or PathMatchKind.PathSeparatedPrefix => match.Path.Length,
            PathMatchKind.Regex => int.MaxValue,
        };
    }

    private TargetRewrite(RegexRewriteConfig rewrite)
    {
        _pattern = new Regex(rewrite.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        // RE2 writes \1 where .NET writes ${1}, and \\ for a backslash.
        _substitution = Regex.Replace(
            rewrite.Substitution.Replace("$", "$$", StringComparison.Ordinal), @"\\(\d|\\)", match => match.Value[1] == '\\' ? @"\" : $"${{{match.Value[1]}}}");
    }

    public static TargetRewrite? Create(string? prefixRewrite, RegexRewriteConfig? regexRewrite, RouteMatchConfig match) =>
        regexRewrite is not null ? new TargetRewrite(regexRewrite)
        : prefixRewrite is { Length: > 0 } ? new TargetRewrite(prefixRewrite, match)
        : null;

    public string Apply(string target)
    {
        var pathLength = RequestTarget.PathLength(target);
        if (_pattern is not null)
            return WithSlash(string.Concat(_pattern.Replace(target[..pathLength], _substitution), target.AsSpan(pathLength)));
        return WithSlash(string.Concat(_prefix, target.AsSpan(Math.Min(_matched, pathLength))));
    }

    /// <summary>A target without a leading slash would become a part of the host that it is put behind.</summary>
    private static string WithSlash(string target) => target is ['/', ..] ? target : "/" + target;
}
