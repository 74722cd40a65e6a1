using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>What a route, a virtual host or a route configuration says of HTTP filters: <c>typed_per_filter_config</c> (v3) or <c>per_filter_config</c> (v2).</summary>
internal static class RouteFiltersReader
{
    public static ValueList<RouteFilterConfig> Read(Message parent, HttpFilters filters)
    {
        if (parent.OneOf(false, "typed_per_filter_config", "per_filter_config") is not { } form || parent.Child(form) is not { } map)
            return [];
        var configs = new List<RouteFilterConfig>();
        foreach (var field in map.Names)
        {
            if (map.Child(field) is { } message && ReadOne(map, field, message, filters) is { } config)
                configs.Add(config);
        }

        return [.. configs];
    }

    private static RouteFilterConfig? ReadOne(Message map, string field, Message message, HttpFilters filters)
    {
        var name = map.AsWritten(field);
        if (KindOf(message) is not "FilterConfig")
            return ReadSettings(map, field, message, filters, isOptional: false);
        // Envoy's FilterConfig, which turns a filter on or off, and has its message where there is one.
        var isDisabled = message.Bool("disabled") ?? false;
        var isOptional = message.Bool("is_optional") ?? false;
        var inner = message.Child("config") is { } config && KindOf(config) is { Length: > 0 } ? ReadSettings(map, field, config, filters, isOptional) : null;
        message.Finish();
        if (filters.Find(name, HttpFilterReaders.FindOfRoute(name)) is not { } known)
        {
            if (inner is null)
                WarnOfNone(map, field, name, filters);
            return null;
        }

        return (inner ?? new RouteFilterConfig(known)) with { Disabled = isDisabled || inner is { Disabled: true }, TypedConfig = message.ToSource() };
    }

    private static RouteFilterConfig? ReadSettings(Message map, string field, Message message, HttpFilters filters, bool isOptional)
    {
        var name = map.AsWritten(field);
        var kind = KindOf(message) is { Length: > 0 } type ? type : name;
        if (HttpFilterReaders.FindOfRoute(kind) is not { } reader)
        {
            if (isOptional || filters.IsLeftOut(name))
                map.Ignore("the filter is not served.", field);
            else
                map.Refuse($"the message '{Scalars.Short(kind)}' is not known for a route; those of {string.Join(", ", HttpFilterReaders.All.Where(known => known.RouteTypes.Count > 0).Select(known => known.Name))} are.", field);
            return null;
        }

        var known = filters.Find(name, reader);
        var config = reader.ReadRoute(known ?? name, message, filters.Clusters) with { TypedConfig = message.ToSource() };
        if (known is not null)
            return config;
        WarnOfNone(map, field, reader.Name == name || HttpFilterReaders.OldName(reader.Name) == name ? reader.Name : name, filters);
        return null;
    }

    private static void WarnOfNone(Message map, string field, string name, HttpFilters filters) => map.Warning(field, filters.IsLeftOut(name)
        ? "ignored: the filter is not served."
        : $"ignored, as in Envoy: the filter {Scalars.Short(name)} is not in 'http_filters'.");

    private static string KindOf(Message message) => message.Text("@type") is { } type ? type[(type.LastIndexOf('.') + 1)..] : "";
}
