using System.Text;
using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The four lists of header changes that a route, a virtual host, a route configuration and a weighted cluster have.</summary>
internal static partial class HeaderChangesReader
{
    private const int Most = 1000;

    private static readonly Dictionary<string, HeaderAppendAction> Actions = new()
    {
        ["APPEND_IF_EXISTS_OR_ADD"] = HeaderAppendAction.AppendIfExistsOrAdd,
        ["ADD_IF_ABSENT"] = HeaderAppendAction.AddIfAbsent,
        ["OVERWRITE_IF_EXISTS_OR_ADD"] = HeaderAppendAction.OverwriteIfExistsOrAdd,
        ["OVERWRITE_IF_EXISTS"] = HeaderAppendAction.OverwriteIfExists,
    };

    public static HeaderChangesConfig Read(Message parent)
    {
        var config = new HeaderChangesConfig
        {
            RequestHeadersToAdd = [.. ReadAdded(parent, "request_headers_to_add")],
            RequestHeadersToRemove = [.. ReadRemoved(parent, "request_headers_to_remove")],
            ResponseHeadersToAdd = [.. ReadAdded(parent, "response_headers_to_add")],
            ResponseHeadersToRemove = [.. ReadRemoved(parent, "response_headers_to_remove")],
        };
        var count = config.RequestHeadersToAdd.Count + config.RequestHeadersToRemove.Count
            + config.ResponseHeadersToAdd.Count + config.ResponseHeadersToRemove.Count;
        return count == 0 ? HeaderChangesConfig.None : config;
    }

    public static List<HeaderValueConfig> ReadAdded(Message parent, string field)
    {
        var options = parent.Children(field);
        if (options.Count > Most)
            parent.Error(field, $"{options.Count} headers are too many; {Most} are allowed, as in Envoy.");
        return [.. options.Select(ReadOption).OfType<HeaderValueConfig>()];
    }

    // Envoy's HeaderValueOption.
    public static HeaderValueConfig? ReadOption(Message option)
    {
        var append = option.Bool("append");
        var action = option.Choice("append_action", Actions, [.. Actions.Keys]) ?? HeaderAppendAction.AppendIfExistsOrAdd;
        if (append == false)
            action = HeaderAppendAction.OverwriteIfExistsOrAdd;
        if (append is not null && option.Has("append_action"))
            option.Error("append", "only one of 'append' and 'append_action' may be given.");
        option.RefuseTrue("a header with an empty value is left out.", "keep_empty_value");
        HeaderValueConfig? result = null;
        if (option.RequiredChild("header") is { } header)
        {
            var name = header.RequiredText("key");
            var value = header.Text("value") ?? "";
            if (name.Length > 0)
                CheckName(header, "key", name);
            CheckVariables(header, value);
            header.Refuse("'value' is.", "raw_value");
            header.Finish();
            result = new HeaderValueConfig(name, value, action);
        }

        option.Finish();
        return result;
    }

    private static IReadOnlyList<string> ReadRemoved(Message parent, string field)
    {
        var names = parent.Texts(field);
        foreach (var name in names)
            CheckName(parent, field, name);
        return names;
    }

    public static void CheckName(Message message, string field, string name)
    {
        if (name.StartsWith(':') || name.Equals("host", StringComparison.OrdinalIgnoreCase))
            message.Error(field, $"'{name}' may not be changed here; 'host_rewrite_literal', 'prefix_rewrite' and 'regex_rewrite' of a route do it.");
        else if (!HeaderName().IsMatch(name))
            message.Error(field, $"'{Scalars.Short(name)}' is not a header name.");
    }

    public static void CheckVariables(Message header, string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
            header.Error("value", "a header value is one line.");
        foreach (var part in FormatParser.Parse(value))
        {
            if (part.Operator == FormatOperator.Unknown)
                header.Error("value", $"the operator '{Scalars.Short(Encoding.UTF8.GetString(part.Literal))}' is not known; {string.Join(", ", FormatParser.Names)} and %% are.");
        }
    }

    [GeneratedRegex(@"^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$")]
    private static partial Regex HeaderName();
}
