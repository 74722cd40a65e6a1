using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>AccessLogFilter</c>.</summary>
internal static class AccessLogFilterReader
{
    private static readonly Dictionary<string, string> Comparisons = new() { ["EQ"] = "EQ", ["GE"] = "GE", ["LE"] = "LE", ["NE"] = "NE" };

    /// <summary>Envoy's flags that the gateway sets; the others never come.</summary>
    private static readonly HashSet<string> Flags = [.. Enum.GetNames<ResponseFlags>().Where(name => name != nameof(ResponseFlags.None))];

    public static AccessLogFilterConfig? Read(Message? filter)
    {
        if (filter is null)
            return null;
        var form = filter.OneOf(
            true, "status_code_filter", "duration_filter", "not_health_check_filter", "traceable_filter", "runtime_filter", "header_filter", "response_flag_filter", "and_filter",
            "or_filter", "grpc_status_filter", "metadata_filter", "extension_filter", "log_type_filter");
        filter.Refuse("trailers are not kept.", "grpc_status_filter");
        filter.Refuse("requests are logged without their metadata.", "metadata_filter");
        filter.Refuse("no extension is there.", "extension_filter");
        filter.Refuse("each request is logged once, at its end.", "log_type_filter");
        var message = form is null or "grpc_status_filter" or "metadata_filter" or "extension_filter" or "log_type_filter" ? null : filter.Child(form);
        var result = message is null ? null : form switch
        {
            "status_code_filter" => ReadComparison(message, AccessLogFilterKind.Status),
            "duration_filter" => ReadComparison(message, AccessLogFilterKind.Duration),
            "not_health_check_filter" => new AccessLogFilterConfig(AccessLogFilterKind.NotHealthCheck),
            "traceable_filter" => new AccessLogFilterConfig(AccessLogFilterKind.Traceable),
            "runtime_filter" => ReadFraction(message),
            "header_filter" => new AccessLogFilterConfig(AccessLogFilterKind.Header)
            {
                Header = message.RequiredChild("header") is { } header ? ValueMatchReader.ReadHeader(header) : null,
            },
            "response_flag_filter" => ReadFlags(message),
            "and_filter" => ReadParts(message, AccessLogFilterKind.And),
            _ => ReadParts(message, AccessLogFilterKind.Or),
        };
        message?.Finish();
        filter.Finish();
        return result;
    }

    private static AccessLogFilterConfig ReadComparison(Message message, AccessLogFilterKind kind)
    {
        var result = new AccessLogFilterConfig(kind);
        if (message.RequiredChild("comparison") is not { } comparison)
            return result;
        var text = comparison.Text("op") is { } op ? int.TryParse(op, out var number) && number is >= 0 and < 4 ? Comparisons.Keys.ElementAt(number) : op.ToUpperInvariant() : "EQ";
        if (!Comparisons.ContainsKey(text))
            comparison.Error("op", $"'{Scalars.Short(text)}' is not allowed; EQ, GE, LE, NE are.");
        result = result with { Comparison = text };
        if (comparison.RequiredChild("value") is { } value)
        {
            result = result with { Value = value.Integer("default_value", 0, uint.MaxValue) ?? 0 };
            value.Ignore("there is no runtime; the default value is used.", "runtime_key");
            value.Finish();
        }

        comparison.Finish();
        return result;
    }

    private static AccessLogFilterConfig ReadFraction(Message message)
    {
        message.Ignore("there is no runtime; 'percent_sampled' is used.", "runtime_key");
        message.Skip("use_independent_randomness");
        return new AccessLogFilterConfig(AccessLogFilterKind.Fraction) { FractionPerMillion = FractionReader.Read(message, "percent_sampled") ?? 0 };
    }

    private static AccessLogFilterConfig ReadFlags(Message message)
    {
        var flags = message.Texts("flags");
        foreach (var flag in flags.Where(flag => !Flags.Contains(flag)))
            message.Warning("flags", $"the flag '{Scalars.Short(flag)}' is never set here.");
        return new AccessLogFilterConfig(AccessLogFilterKind.ResponseFlag) { Flags = [.. flags] };
    }

    private static AccessLogFilterConfig ReadParts(Message message, AccessLogFilterKind kind) =>
        new(kind) { Parts = [.. message.Children("filters").Select(Read).OfType<AccessLogFilterConfig>()] };
}
