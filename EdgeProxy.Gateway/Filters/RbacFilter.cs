using System.Net;
using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Lets requests pass by rules (Envoy, "Role Based Access Control").</summary>
internal sealed class RbacFilter : HttpFilter
{
    private readonly RbacConfig _config;
    private readonly FilterServices _services;
    private readonly (Func<FilterContext, bool> Permission, Func<FilterContext, bool> Principal)[] _policies;
    private readonly FilterCounter _allowed;
    private readonly FilterCounter _denied;

    public RbacFilter(RbacConfig config, FilterServices services)
    {
        _config = config;
        _services = services;
        _policies = [.. (config.Policies ?? []).Select(policy => (Any(policy.Permissions), Any(policy.Principals)))];
        _allowed = services.Counter($"rbac.{config.StatPrefix}allowed");
        _denied = services.Counter($"rbac.{config.StatPrefix}denied");
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings)
    {
        var config = settings is [.., RbacConfig route] ? route : _config;
        if (config.Policies is null)
            return null;
        return ReferenceEquals(config, _config) ? this : new RbacFilter(config, _services);
    }

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        var isMatched = Array.Exists(_policies, policy => policy.Permission(context) && policy.Principal(context));
        if (isMatched != _config.Denies)
        {
            _allowed.Add();
            return default;
        }

        _denied.Add();
        return new(new FilterReply(StatusCodes.Status403Forbidden, "RBAC: access denied"));
    }

    private static Func<FilterContext, bool> Any(IReadOnlyList<RbacRuleConfig> rules)
    {
        Func<FilterContext, bool>[] parts = [.. rules.Select(Rule)];
        return context => Array.Exists(parts, part => part(context));
    }

    private static Func<FilterContext, bool> Rule(RbacRuleConfig config)
    {
        var matcher = config.Match is { } match ? new ValueMatcher(match) : null;
        Func<FilterContext, bool>[] parts = [.. config.Parts.Select(Rule)];
        switch (config.Kind)
        {
            case RbacRuleKind.And:
                return context => Array.TrueForAll(parts, part => part(context));
            case RbacRuleKind.Or:
                return context => Array.Exists(parts, part => part(context));
            case RbacRuleKind.Not:
                return context => !parts[0](context);
            case RbacRuleKind.Header:
                return context => matcher!.Matches(RouteConditions.Header(context.Http, context.Target, matcher.Name));
            case RbacRuleKind.Path:
                return context => matcher!.Matches(context.Target[..RequestTarget.PathLength(context.Target)]);
            case RbacRuleKind.RemoteAddress:
                var clients = IPNetwork.Parse(config.Network);
                return context => Contains(clients, context.Http.Connection.RemoteIpAddress);
            case RbacRuleKind.LocalAddress:
                var listeners = IPNetwork.Parse(config.Network);
                return context => Contains(listeners, context.Http.Connection.LocalIpAddress);
            case RbacRuleKind.LocalPort:
                return context => context.Http.Connection.LocalPort >= config.Port && context.Http.Connection.LocalPort < config.PortEnd;
            case RbacRuleKind.Metadata:
                return context => MatchesMetadata(context, config, matcher!);
            default:
                return _ => true;
        }
    }

    private static bool Contains(IPNetwork network, IPAddress? address) => address switch
    {
        null => false,
        { IsIPv4MappedToIPv6: true } => network.Contains(address.MapToIPv4()),
        _ => network.Contains(address),
    };

    private static bool MatchesMetadata(FilterContext context, RbacRuleConfig config, ValueMatcher matcher)
    {
        JsonNode? node = context.Metadata.GetValueOrDefault(config.MetadataPath[0]);
        foreach (var key in config.MetadataPath.Skip(1))
            node = node is JsonObject inner ? inner[key] : null;
        if (node is JsonArray list)
            return list.Any(element => matcher.Matches(Text(element)));
        return matcher.Matches(Text(node));
    }

    private static string? Text(JsonNode? node) => node is JsonValue ? node.ToString() : node?.ToJsonString();
}
