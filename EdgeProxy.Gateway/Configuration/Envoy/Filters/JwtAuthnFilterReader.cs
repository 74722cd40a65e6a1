using EdgeProxy.Gateway.Configuration.Model;
using Microsoft.IdentityModel.Tokens;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>JwtAuthentication</c>.</summary>
internal sealed class JwtAuthnFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.jwt_authn";

    public override IReadOnlyList<string> Types => ["JwtAuthentication"];

    public override IReadOnlyList<string> RouteTypes => ["PerRouteConfig"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is null)
        {
            filter.Missing("typed_config");
            return new JwtAuthnConfig();
        }

        var providers = ReadMap(config, "providers", provider => ReadProvider(provider, clusters));
        var requirements = ReadMap(config, "requirement_map", requirement => ReadRequirement(requirement, providers));
        var result = new JwtAuthnConfig
        {
            Providers = [.. providers],
            Requirements = [.. requirements],
            Rules = [.. config.Children("rules").Select(rule => ReadRule(rule, providers, requirements)).OfType<JwtRuleConfig>()],
            BypassCorsPreflight = config.Bool("bypass_cors_preflight") ?? false,
            StripFailureResponse = config.Bool("strip_failure_response") ?? false,
        };
        config.Refuse("'rules' and routes say what is asked.", "filter_state_rules");
        config.Ignore("the statistics have no prefix of their own.", "stat_prefix");
        config.Finish();
        return result;
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters)
    {
        var form = config.OneOf(true, "disabled", "requirement_name");
        var disabled = config.Bool("disabled") ?? false;
        var requirement = config.Text("requirement_name") ?? "";
        config.Finish();
        return new RouteFilterConfig(name) { Disabled = disabled, Settings = form == "requirement_name" ? new JwtRouteConfig(requirement) : null };
    }

    private static Dictionary<string, T> ReadMap<T>(Message parent, string field, Func<Message, T> read)
    {
        var result = new Dictionary<string, T>(StringComparer.Ordinal);
        if (parent.Child(field) is { } map)
        {
            foreach (var name in map.Names)
            {
                if (map.Child(name) is { } value)
                    result[map.AsWritten(name)] = read(value);
            }
        }

        return result;
    }

    private static JwtRuleConfig? ReadRule(Message rule, Dictionary<string, JwtProviderConfig> providers, Dictionary<string, JwtRequirementConfig> requirements)
    {
        var match = rule.RequiredChild("match") is { } matching ? RouteMatchReader.Read(matching) : null;
        JwtRequirementConfig? requirement = null;
        switch (rule.OneOf(false, "requires", "requirement_name"))
        {
            case "requires" when rule.Child("requires") is { } message:
                requirement = ReadRequirement(message, providers);
                break;
            case "requirement_name" when rule.Text("requirement_name") is { } name && !requirements.TryGetValue(name, out requirement):
                rule.Error("requirement_name", $"the requirement '{Scalars.Short(name)}' is not in 'requirement_map'.");
                break;
        }

        rule.Finish();
        return match is null ? null : new JwtRuleConfig(match, requirement);
    }

    private static JwtRequirementConfig ReadRequirement(Message message, Dictionary<string, JwtProviderConfig> providers)
    {
        var form = message.OneOf(false, "provider_name", "provider_and_audiences", "requires_any", "requires_all", "allow_missing_or_failed", "allow_missing");
        var result = form switch
        {
            "provider_name" => Provider(message, "provider_name", providers),
            "provider_and_audiences" when message.Child(form) is { } both => ProviderWithAudiences(both, providers),
            "requires_any" when message.Child(form) is { } any => Group(any, JwtRequirementKind.Any, providers),
            "requires_all" when message.Child(form) is { } all => Group(all, JwtRequirementKind.All, providers),
            "allow_missing_or_failed" => Empty(message.Child(form), JwtRequirementKind.AllowMissingOrFailed),
            "allow_missing" => Empty(message.Child(form), JwtRequirementKind.AllowMissing),
            _ => new JwtRequirementConfig(JwtRequirementKind.None),
        };
        message.Finish();
        return result;
    }

    private static JwtRequirementConfig Empty(Message? message, JwtRequirementKind kind)
    {
        message?.Finish();
        return new JwtRequirementConfig(kind);
    }

    private static JwtRequirementConfig Provider(Message message, string field, Dictionary<string, JwtProviderConfig> providers)
    {
        var name = message.RequiredText(field);
        if (name.Length > 0 && !providers.ContainsKey(name))
            message.Error(field, $"the provider '{Scalars.Short(name)}' is not in 'providers'.");
        return new JwtRequirementConfig(JwtRequirementKind.Provider) { Provider = name };
    }

    private static JwtRequirementConfig ProviderWithAudiences(Message message, Dictionary<string, JwtProviderConfig> providers)
    {
        var result = Provider(message, "provider_name", providers) with { Audiences = [.. message.Texts("audiences")] };
        message.Finish();
        return result;
    }

    private static JwtRequirementConfig Group(Message message, JwtRequirementKind kind, Dictionary<string, JwtProviderConfig> providers)
    {
        ValueList<JwtRequirementConfig> parts = [.. message.Children("requirements").Select(part => ReadRequirement(part, providers))];
        message.Finish();
        return new JwtRequirementConfig(kind) { Parts = parts };
    }

    private static JwtProviderConfig ReadProvider(Message provider, HashSet<string> clusters)
    {
        var defaults = new JwtProviderConfig();
        var result = defaults with
        {
            Issuer = provider.Text("issuer") ?? "",
            Audiences = [.. provider.Texts("audiences")],
            Subjects = provider.Child("subjects") is { } subjects ? ValueMatchReader.ReadString(subjects, new ValueMatchConfig { Name = "sub" }) : null,
            RequireExpiration = provider.Bool("require_expiration") ?? false,
            MaxLifetime = provider.Duration("max_lifetime"),
            Forward = provider.Bool("forward") ?? false,
            FromHeaders = [.. provider.Children("from_headers").Select(ReadHeader)],
            FromParameters = [.. provider.Texts("from_params")],
            FromCookies = [.. provider.Texts("from_cookies")],
            ForwardPayloadHeader = provider.Text("forward_payload_header") ?? "",
            PadForwardPayloadHeader = provider.Bool("pad_forward_payload_header") ?? false,
            PayloadInMetadata = provider.Text("payload_in_metadata") ?? "",
            HeaderInMetadata = provider.Text("header_in_metadata") ?? "",
            ClockSkew = provider.Count("clock_skew_seconds") is { } skew ? TimeSpan.FromSeconds(skew) : defaults.ClockSkew,
            ClaimToHeaders = [.. provider.Children("claim_to_headers").Select(ReadClaim)],
            ClearRouteCache = provider.Bool("clear_route_cache") ?? false,
        };
        if (result.ForwardPayloadHeader.Length > 0)
            HeaderChangesReader.CheckName(provider, "forward_payload_header", result.ForwardPayloadHeader);
        result = provider.OneOf(true, "remote_jwks", "local_jwks") switch
        {
            "local_jwks" => result with { LocalJwks = ReadKeys(provider) },
            "remote_jwks" when provider.Child("remote_jwks") is { } remote => ReadRemote(remote, result, clusters),
            _ => result,
        };
        provider.Ignore("every token is verified.", "jwt_cache_config");
        provider.Refuse("claims are kept as they are.", "normalize_payload_in_metadata");
        provider.Refuse("metadata has good tokens alone.", "failed_status_in_metadata");
        provider.Finish();
        return result;
    }

    private static string ReadKeys(Message provider)
    {
        var source = provider.Child("local_jwks");
        var text = DataSourceReader.Read(source);
        try
        {
            if (text.Length > 0 && new JsonWebKeySet(text).Keys.Count == 0)
                provider.Warning("local_jwks", "the key set has no key: every token is refused.");
        }
        catch (Exception failure) when (failure is ArgumentException or System.Text.Json.JsonException)
        {
            provider.Error("local_jwks", "this is not a JSON Web Key Set (RFC 7517): an object with 'keys' is.");
        }

        return text;
    }

    private static JwtProviderConfig ReadRemote(Message remote, JwtProviderConfig provider, HashSet<string> clusters)
    {
        var server = HttpUriReader.Read(remote.RequiredChild("http_uri"), clusters);
        if (server is not null && !Uri.TryCreate(server.Uri, UriKind.Absolute, out _))
            remote.Error("http_uri", $"'{Scalars.Short(server.Uri)}' is not a URI.");
        provider = provider with { RemoteJwks = server, CacheDuration = remote.PositiveDuration("cache_duration") ?? provider.CacheDuration };
        if (remote.Child("async_fetch") is { } fetch)
        {
            provider = provider with { FailedRefetchDuration = fetch.PositiveDuration("failed_refetch_duration") ?? provider.FailedRefetchDuration };
            fetch.Skip("fast_listener");
            fetch.Finish();
            remote.Warning("async_fetch", "keys are fetched with the first request that needs them, which waits for them.");
        }

        remote.Ignore("a fetch that failed is tried again with a later request.", "retry_policy");
        remote.Finish();
        return provider;
    }

    private static JwtHeaderConfig ReadHeader(Message header)
    {
        var result = new JwtHeaderConfig(header.RequiredText("name"), header.Text("value_prefix") ?? "");
        header.Finish();
        return result;
    }

    private static JwtClaimConfig ReadClaim(Message claim)
    {
        var result = new JwtClaimConfig(claim.RequiredText("header_name"), claim.RequiredText("claim_name"));
        if (result.Header.Length > 0)
            HeaderChangesReader.CheckName(claim, "header_name", result.Header);
        claim.Finish();
        return result;
    }
}
