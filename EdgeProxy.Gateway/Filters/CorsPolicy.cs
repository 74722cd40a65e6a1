using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>A CORS policy, compiled from its configuration.</summary>
internal sealed class CorsPolicy
{
    private readonly ValueMatcher[] _matchers;
    private readonly bool _allowsAll;

    public CorsPolicy(CorsConfig config)
    {
        Config = config;
        _matchers = [.. config.AllowOriginMatches.Select(match => new ValueMatcher(match))];
        // Envoy: a matcher that takes "*" takes every origin, which is how its examples write "all" (prefix: "*").
        _allowsAll = config.AllowOrigins.Contains("*") || Array.Exists(_matchers, matcher => matcher.Matches("*"));
    }

    public CorsConfig Config { get; }

    /// <summary>Whether pages of an origin may read the answers.</summary>
    public bool Allows(string origin) =>
        _allowsAll || Config.AllowOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase) || Array.Exists(_matchers, matcher => matcher.Matches(origin));
}
