namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Asks for JSON Web Tokens (<c>envoy.filters.http.jwt_authn</c>).</summary>
public sealed record JwtAuthnConfig : FilterSettings
{
    /// <summary>Who issues tokens, by name.</summary>
    public ValueList<KeyValuePair<string, JwtProviderConfig>> Providers { get; init; } = [];

    /// <summary>What is asked of requests; the first that matches counts.</summary>
    public ValueList<JwtRuleConfig> Rules { get; init; } = [];

    /// <summary>Requirements that routes and rules name (<c>requirement_map</c>).</summary>
    public ValueList<KeyValuePair<string, JwtRequirementConfig>> Requirements { get; init; } = [];

    /// <summary>CORS preflights pass without a token (<c>bypass_cors_preflight</c>).</summary>
    public bool BypassCorsPreflight { get; init; }

    /// <summary>Refusals do not say why (<c>strip_failure_response</c>).</summary>
    public bool StripFailureResponse { get; init; }

    /// <inheritdoc/>
    public override FilterSettings WithoutSecrets() => this with
    {
        Providers = [.. Providers.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.LocalJwks is null ? entry.Value : entry.Value with { LocalJwks = Redacted }))],
    };
}
