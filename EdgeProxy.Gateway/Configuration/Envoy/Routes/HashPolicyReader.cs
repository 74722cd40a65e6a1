using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HashPolicy</c>.</summary>
internal static class HashPolicyReader
{
    public static HashPolicyConfig? Read(Message policy)
    {
        var form = policy.OneOf(true, "header", "cookie", "query_parameter", "connection_properties");
        var terminal = policy.Bool("terminal") ?? false;
        var config = form is not null && policy.Child(form) is { } source ? Read(form, source, terminal) : null;
        policy.Refuse("header, cookie, query_parameter and connection_properties are.", "filter_state");
        policy.Finish();
        return config;
    }

    private static HashPolicyConfig Read(string form, Message source, bool terminal)
    {
        HashPolicyConfig config;
        switch (form)
        {
            case "header":
                config = new() { Kind = HashPolicyKind.Header, Name = source.RequiredText("header_name"), Terminal = terminal };
                source.Refuse("the whole value is hashed.", "regex_rewrite");
                break;
            case "cookie":
                config = new() { Kind = HashPolicyKind.Cookie, Name = source.RequiredText("name"), Terminal = terminal };
                source.Refuse("the gateway sets no cookies; let the service set it.", "ttl", "path", "attributes");
                break;
            case "query_parameter":
                config = new() { Kind = HashPolicyKind.QueryParameter, Name = source.RequiredText("name"), Terminal = terminal };
                break;
            default:
                config = new() { Kind = HashPolicyKind.SourceIp, Terminal = terminal };
                if (source.Bool("source_ip") != true)
                    source.Error("'source_ip: true' is what can be hashed of a connection.");
                break;
        }

        source.Finish();
        return config;
    }
}
