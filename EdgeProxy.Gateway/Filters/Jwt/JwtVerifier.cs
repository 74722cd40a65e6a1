using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Verifies what is asked of a request (Envoy's <c>JwtRequirement</c>), and passes on what good tokens say.</summary>
internal sealed class JwtVerifier(IReadOnlyDictionary<string, JwtProvider> providers)
{
    private const string Namespace = "envoy.filters.http.jwt_authn";

    /// <summary>Whether a request has what is asked; null for yes.</summary>
    public async ValueTask<JwtStatus?> VerifyAsync(JwtRequirementConfig requirement, FilterContext context) => requirement.Kind switch
    {
        JwtRequirementKind.Provider => await VerifyProviderAsync(requirement, context),
        JwtRequirementKind.Any => await VerifyAnyAsync(requirement, context),
        JwtRequirementKind.All => await VerifyAllAsync(requirement, context),
        JwtRequirementKind.AllowMissing => await VerifyOptionalAsync(context, mayFail: false),
        JwtRequirementKind.AllowMissingOrFailed => await VerifyOptionalAsync(context, mayFail: true),
        _ => null,
    };

    private async ValueTask<JwtStatus?> VerifyProviderAsync(JwtRequirementConfig requirement, FilterContext context)
    {
        var provider = providers[requirement.Provider];
        var tokens = provider.Find(context);
        if (tokens.Count == 0)
            return JwtStatus.Missing;
        // A bad token beside a good one might be the one that the service takes.
        var audiences = requirement.Audiences is { } given ? JwtProvider.Audiences(given) : null;
        foreach (var (token, header) in tokens)
        {
            var (parsed, failure) = ParsedJwt.Parse(token);
            failure ??= await provider.VerifyAsync(parsed!, audiences, context.Http.RequestAborted);
            if (failure is not null)
                return failure;
            Accept(provider.Config, parsed!, header, context);
        }

        return null;
    }

    private async ValueTask<JwtStatus?> VerifyAllAsync(JwtRequirementConfig requirement, FilterContext context)
    {
        foreach (var part in requirement.Parts)
        {
            if (await VerifyAsync(part, context) is { } failure)
                return failure;
        }

        return null;
    }

    /// <summary>Of failures the last that says something of a token counts.</summary>
    private async ValueTask<JwtStatus?> VerifyAnyAsync(JwtRequirementConfig requirement, FilterContext context)
    {
        var failure = JwtStatus.Missing;
        var (mayMiss, mayFail) = (false, false);
        foreach (var part in requirement.Parts)
        {
            mayMiss |= part.Kind == JwtRequirementKind.AllowMissing;
            mayFail |= part.Kind == JwtRequirementKind.AllowMissingOrFailed;
            if (part.Kind is JwtRequirementKind.AllowMissing or JwtRequirementKind.AllowMissingOrFailed)
                continue;
            if (await VerifyAsync(part, context) is not { } other)
                return null;
            if (other != JwtStatus.Missing && (other != JwtStatus.UnknownIssuer || failure == JwtStatus.Missing))
                failure = other;
        }

        return mayFail || (mayMiss && failure == JwtStatus.Missing) ? null : failure;
    }

    /// <summary>Verifies whatever tokens there are, each by the provider of its issuer.</summary>
    private async ValueTask<JwtStatus?> VerifyOptionalAsync(FilterContext context, bool mayFail)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (token, header) in providers.Values.SelectMany(provider => provider.Find(context)).Where(found => seen.Add(found.Token)).ToList())
        {
            var (parsed, failure) = ParsedJwt.Parse(token);
            var provider = parsed is null ? null : providers.Values.FirstOrDefault(provider => provider.Config.Issuer == parsed.Issuer);
            failure ??= provider is null ? JwtStatus.UnknownIssuer : await provider.VerifyAsync(parsed!, audiences: null, context.Http.RequestAborted);
            if (failure is null)
                Accept(provider!.Config, parsed!, header, context);
            else if (!mayFail)
                return failure;
        }

        return null;
    }

    private static void Accept(JwtProviderConfig provider, ParsedJwt token, string? header, FilterContext context)
    {
        var headers = context.Request.Headers;
        if (header is not null && !provider.Forward)
            headers.Remove(header);
        if (provider.ForwardPayloadHeader.Length > 0)
            headers[provider.ForwardPayloadHeader] = provider.PadForwardPayloadHeader ? Pad(token.EncodedPayload) : token.EncodedPayload;
        foreach (var claim in provider.ClaimToHeaders)
        {
            if (token.Claim(claim.Claim) is { } value && HeaderRules.MaySet(claim.Header, value))
                headers[claim.Header] = value;
        }

        if (provider.PayloadInMetadata.Length > 0)
            Set(context, provider.PayloadInMetadata, token.Payload);
        if (provider.HeaderInMetadata.Length > 0)
            Set(context, provider.HeaderInMetadata, token.Header);
        if (provider.ClearRouteCache && (provider.ClaimToHeaders.Count > 0 || provider.PayloadInMetadata.Length > 0))
            context.ClearsRoute = true;
    }

    private static string Pad(string payload) => payload.PadRight((payload.Length + 3) / 4 * 4, '=');

    private static void Set(FilterContext context, string key, System.Text.Json.Nodes.JsonObject value)
    {
        if (!context.Metadata.TryGetValue(Namespace, out var metadata))
            context.Metadata[Namespace] = metadata = [];
        metadata[key] = value.DeepClone();
    }
}
