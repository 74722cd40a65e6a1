using System.Net;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RBAC</c>.</summary>
internal sealed class RbacFilterReader : HttpFilterReader
{
    private static readonly Dictionary<string, string> Actions = new() { ["ALLOW"] = "ALLOW", ["DENY"] = "DENY", ["LOG"] = "LOG" };

    public override string Name => "envoy.filters.http.rbac";

    public override IReadOnlyList<string> Types => ["RBAC"];

    public override IReadOnlyList<string> RouteTypes => ["RBACPerRoute"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters) => config is null ? new RbacConfig() : Read(config);

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters)
    {
        // Without rules the filter is off for the route.
        var result = new RouteFilterConfig(name) { Settings = config.Child("rbac") is { } rules ? Read(rules) : new RbacConfig() };
        config.Finish();
        return result;
    }

    private static RbacConfig Read(Message config)
    {
        var result = new RbacConfig { StatPrefix = config.Text("rules_stat_prefix") ?? "" };
        if (config.Child("rules") is { } rules)
        {
            var action = rules.Text("action") is { } text ? int.TryParse(text, out var number) && number is >= 0 and < 3 ? Actions.Keys.ElementAt(number) : text.ToUpperInvariant() : "ALLOW";
            if (!Actions.ContainsKey(action))
                rules.Error("action", $"'{Scalars.Short(action)}' is not allowed; ALLOW, DENY, LOG are.");
            var policies = new List<RbacPolicyConfig>();
            if (rules.Child("policies") is { } map)
            {
                foreach (var name in map.Names)
                {
                    if (map.Child(name) is { } policy)
                        policies.Add(ReadPolicy(map.AsWritten(name), policy));
                }
            }

            rules.Ignore("refusals are in the statistics.", "audit_logging_options");
            rules.Finish();
            // LOG lets every request pass.
            result = result with { Denies = action == "DENY", Policies = action == "LOG" ? null : [.. policies] };
        }

        config.Refuse("'rules' are.", "matcher");
        config.Ignore("it changes statistics alone.", "shadow_rules", "shadow_matcher", "shadow_rules_stat_prefix", "track_per_rule_stats");
        config.Finish();
        return result;
    }

    private static RbacPolicyConfig ReadPolicy(string name, Message policy)
    {
        var result = new RbacPolicyConfig(
            name, [.. policy.Children("permissions").Select(ReadPermission).OfType<RbacRuleConfig>()], [.. policy.Children("principals").Select(ReadPrincipal).OfType<RbacRuleConfig>()]);
        policy.Refuse("no expressions are evaluated.", "condition", "checked_condition", "cel_config");
        policy.Finish();
        return result;
    }

    private static RbacRuleConfig? ReadPermission(Message rule)
    {
        var form = rule.OneOf(true, "and_rules", "or_rules", "any", "header", "url_path", "destination_ip", "destination_port", "destination_port_range", "metadata", "not_rule",
            "requested_server_name", "matcher", "uri_template", "sourced_metadata");
        rule.Refuse("any, header, url_path, destination_ip, destination_port, destination_port_range, metadata and their combinations are.",
            "requested_server_name", "matcher", "uri_template", "sourced_metadata");
        var result = form switch
        {
            "and_rules" => ReadGroup(rule.Child(form), RbacRuleKind.And, "rules", ReadPermission),
            "or_rules" => ReadGroup(rule.Child(form), RbacRuleKind.Or, "rules", ReadPermission),
            "not_rule" when rule.Child(form) is { } part && ReadPermission(part) is { } inner => new RbacRuleConfig(RbacRuleKind.Not) { Parts = [inner] },
            "destination_ip" => ReadNetwork(rule.Child(form), RbacRuleKind.LocalAddress),
            "destination_port" when rule.Integer(form, 0, 65535) is { } port => new RbacRuleConfig(RbacRuleKind.LocalPort) { Port = (int)port, PortEnd = (int)port + 1 },
            "destination_port_range" when rule.Child(form) is { } range => ReadPorts(range),
            _ => ReadCommon(rule, form),
        };
        rule.Finish();
        return result;
    }

    private static RbacRuleConfig? ReadPrincipal(Message rule)
    {
        var form = rule.OneOf(true, "and_ids", "or_ids", "any", "authenticated", "source_ip", "direct_remote_ip", "remote_ip", "header", "url_path", "metadata", "filter_state", "not_id",
            "sourced_metadata", "custom");
        rule.Refuse("any, source_ip, direct_remote_ip, header, url_path, metadata and their combinations are.", "authenticated", "filter_state", "sourced_metadata", "custom");
        rule.Refuse("what x-forwarded-for says is not believed here; 'direct_remote_ip' is the connection's address.", "remote_ip");
        var result = form switch
        {
            "and_ids" => ReadGroup(rule.Child(form), RbacRuleKind.And, "ids", ReadPrincipal),
            "or_ids" => ReadGroup(rule.Child(form), RbacRuleKind.Or, "ids", ReadPrincipal),
            "not_id" when rule.Child(form) is { } part && ReadPrincipal(part) is { } inner => new RbacRuleConfig(RbacRuleKind.Not) { Parts = [inner] },
            "source_ip" or "direct_remote_ip" => ReadNetwork(rule.Child(form), RbacRuleKind.RemoteAddress),
            _ => ReadCommon(rule, form),
        };
        rule.Finish();
        return result;
    }

    private static RbacRuleConfig? ReadCommon(Message rule, string? form)
    {
        switch (form)
        {
            case "any":
                if (rule.Bool("any") == false)
                    rule.Error("any", "'false' is not allowed; true is.");
                return new RbacRuleConfig(RbacRuleKind.Any);
            case "header" when rule.Child(form) is { } header:
                return new RbacRuleConfig(RbacRuleKind.Header) { Match = ValueMatchReader.ReadHeader(header) };
            case "url_path" when rule.Child(form) is { } path:
                var match = ValueMatchReader.ReadString(path.RequiredChild("path"), new ValueMatchConfig { Name = "path" });
                path.Finish();
                return new RbacRuleConfig(RbacRuleKind.Path) { Match = match };
            case "metadata" when rule.Child(form) is { } metadata:
                return ReadMetadata(metadata);
            default:
                return null;
        }
    }

    private static RbacRuleConfig? ReadGroup(Message? group, RbacRuleKind kind, string field, Func<Message, RbacRuleConfig?> read)
    {
        if (group is null)
            return null;
        var parts = group.Children(field).Select(read).OfType<RbacRuleConfig>().ToList();
        group.Finish();
        return new RbacRuleConfig(kind) { Parts = [.. parts] };
    }

    private static RbacRuleConfig ReadPorts(Message range)
    {
        var result = new RbacRuleConfig(RbacRuleKind.LocalPort) { Port = (int)(range.Integer("start", 0, 65536) ?? 0), PortEnd = (int)(range.Integer("end", 0, 65536) ?? 0) };
        range.Finish();
        return result;
    }

    /// <summary>Envoy's <c>CidrRange</c>.</summary>
    private static RbacRuleConfig? ReadNetwork(Message? range, RbacRuleKind kind)
    {
        if (range is null)
            return null;
        var text = range.RequiredText("address_prefix");
        var length = (int?)range.Integer("prefix_len", 0, 128) ?? 0;
        range.Finish();
        if (IPAddress.TryParse(text, out var address) && length <= address.GetAddressBytes().Length * 8)
            return new RbacRuleConfig(kind) { Network = $"{Mask(address, length)}/{length}" };
        range.Error("address_prefix", $"'{Scalars.Short(text)}' with {length} bits is not a range of addresses.");
        return null;
    }

    private static IPAddress Mask(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }

    /// <summary>Envoy's <c>MetadataMatcher</c>.</summary>
    private static RbacRuleConfig ReadMetadata(Message metadata)
    {
        var path = new List<string> { metadata.RequiredText("filter") };
        foreach (var segment in metadata.Children("path"))
        {
            path.Add(segment.RequiredText("key"));
            segment.Finish();
        }

        var match = new ValueMatchConfig { Name = "value" };
        if (metadata.RequiredChild("value") is { } value)
            match = ReadValue(value, match);
        var result = new RbacRuleConfig(RbacRuleKind.Metadata) { MetadataPath = [.. path], Match = match with { Invert = match.Invert != (metadata.Bool("invert") ?? false) } };
        metadata.Finish();
        return result;
    }

    /// <summary>Envoy's <c>ValueMatcher</c>; a list matches when one of its values does.</summary>
    private static ValueMatchConfig ReadValue(Message value, ValueMatchConfig match)
    {
        var form = value.OneOf(true, "string_match", "present_match", "bool_match", "list_match", "null_match", "double_match", "or_match");
        value.Refuse("string_match, present_match, bool_match and list_match are.", "null_match", "double_match", "or_match");
        switch (form)
        {
            case "string_match":
                match = ValueMatchReader.ReadString(value.Child(form), match);
                break;
            case "present_match":
                match = match with { Invert = value.Bool(form) == false };
                break;
            case "bool_match":
                match = match with { Kind = ValueMatchKind.Exact, Value = value.Bool(form) == true ? "true" : "false" };
                break;
            case "list_match" when value.Child(form) is { } list:
                if (list.RequiredChild("one_of") is { } one)
                    match = ReadValue(one, match);
                list.Finish();
                break;
        }

        value.Finish();
        return match;
    }
}
