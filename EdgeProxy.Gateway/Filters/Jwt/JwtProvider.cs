using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeProxy.Gateway.Filters;

/// <summary>A provider of tokens made ready: where its tokens stand in a request, and whether one is good. The signature is verified by the library.</summary>
internal sealed class JwtProvider
{
    private static readonly JwtHeaderConfig Bearer = new("authorization", "Bearer ");
    private static readonly JsonWebTokenHandler Handler = new();
    private readonly ValueMatcher? _subjects;
    private readonly FilterServices _services;
    private readonly HashSet<string> _audiences;

    public JwtProvider(JwtProviderConfig config, FilterServices services)
    {
        Config = config;
        _services = services;
        _subjects = config.Subjects is { } subjects ? new ValueMatcher(subjects) : null;
        _audiences = Audiences(config.Audiences);
        Keys = new JwtKeySource(config, services);
        var hasPlace = config.FromHeaders.Count + config.FromParameters.Count + config.FromCookies.Count > 0;
        Headers = hasPlace ? config.FromHeaders : [Bearer];
        Parameters = hasPlace ? config.FromParameters : ["access_token"];
    }

    public JwtProviderConfig Config { get; }

    public JwtKeySource Keys { get; }

    private IReadOnlyList<JwtHeaderConfig> Headers { get; }

    private IReadOnlyList<string> Parameters { get; }

    /// <summary>Audiences as Envoy compares them: without scheme and without a slash at the end.</summary>
    public static HashSet<string> Audiences(IEnumerable<string> audiences) => audiences.Select(Trim).ToHashSet(StringComparer.Ordinal);

    /// <summary>The tokens of a request, each with the header that has it; null for another place.</summary>
    public List<(string Token, string? Header)> Find(FilterContext context)
    {
        var tokens = new List<(string, string?)>();
        foreach (var header in Headers)
        {
            foreach (var value in context.Request.Headers[header.Name])
            {
                var start = value!.IndexOf(header.Prefix, StringComparison.Ordinal);
                if (start >= 0 && TokenAt(value.AsSpan(start + header.Prefix.Length)) is { Length: > 0 } token)
                    tokens.Add((token, header.Name));
            }
        }

        foreach (var name in Parameters)
        {
            if (QueryParameters.Find(context.Target, name) is { Length: > 0 } token)
                tokens.Add((token, null));
        }

        foreach (var name in Config.FromCookies)
        {
            if (context.Request.Cookies[name] is { Length: > 0 } token)
                tokens.Add((token, null));
        }

        return tokens;
    }

    /// <summary>Verifies a token; null where it is good.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">The audiences that are asked for; null for the provider's.</param>
    /// <param name="cancellationToken">The request was given up.</param>
    public async ValueTask<JwtStatus?> VerifyAsync(ParsedJwt token, HashSet<string>? audiences, CancellationToken cancellationToken)
    {
        if (Config.Issuer.Length > 0 && token.Issuer != Config.Issuer)
            return JwtStatus.UnknownIssuer;
        if (CheckTimes(token) is { } wrong)
            return wrong;
        audiences ??= _audiences;
        if (audiences.Count > 0 && !token.Audiences.Any(audience => audiences.Contains(Trim(audience))))
            return JwtStatus.AudienceNotAllowed;
        if (_subjects is not null && !_subjects.Matches(token.Subject))
            return JwtStatus.SubjectNotAllowed;
        if (await Keys.GetAsync(cancellationToken) is not { } keys)
            return JwtStatus.FetchFailed;
        List<JsonWebKey> matching = [.. keys.Where(key => Matches(key, token))];
        return matching.Count == 0 ? JwtStatus.NoMatchingKey : await VerifySignatureAsync(token, matching);
    }

    /// <summary>A key or a token that does not say which it is goes with every other.</summary>
    private static bool Matches(JsonWebKey key, ParsedJwt token) =>
        (string.IsNullOrEmpty(key.Kid) || token.KeyId.Length == 0 || key.Kid == token.KeyId) && (string.IsNullOrEmpty(key.Alg) || key.Alg == token.Algorithm);

    private static async ValueTask<JwtStatus?> VerifySignatureAsync(ParsedJwt token, List<JsonWebKey> keys)
    {
        var result = await Handler.ValidateTokenAsync(token.Token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            // All of them go with the token already.
            TryAllIssuerSigningKeys = true,
            ValidAlgorithms = [token.Algorithm],
            RequireSignedTokens = true,
            // Done above, in Envoy's order and with its texts.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            RequireExpirationTime = false,
        });
        return result.IsValid ? null : JwtStatus.VerificationFails;
    }

    private static string Trim(string audience)
    {
        var rest = audience.AsSpan();
        if (rest.StartsWith("http://", StringComparison.Ordinal))
            rest = rest[7..];
        else if (rest.StartsWith("https://", StringComparison.Ordinal))
            rest = rest[8..];
        return rest.Length > 0 && rest[^1] == '/' ? rest[..^1].ToString() : rest.ToString();
    }

    private static string TokenAt(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '=' or '+' or '/'))
            end++;
        return text[..end].ToString();
    }

    private JwtStatus? CheckTimes(ParsedJwt token)
    {
        var now = _services.Time.GetUtcNow().ToUnixTimeSeconds();
        var skew = (long)Config.ClockSkew.TotalSeconds;
        if (token.NotBefore is { } start && start - skew > now)
            return JwtStatus.NotYetValid;
        if (token.Expires is { } end && now - skew > end)
            return JwtStatus.Expired;
        if (Config.MaxLifetime is { } longest)
            return token.Expires is not { } limit ? JwtStatus.NoExpiration : limit - now > longest.TotalSeconds ? JwtStatus.LifetimeTooLong : null;
        return Config.RequireExpiration && token.Expires is null ? JwtStatus.NoExpiration : null;
    }
}
