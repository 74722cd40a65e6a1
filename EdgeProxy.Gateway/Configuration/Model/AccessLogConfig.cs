namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's file, stdout and stderr access loggers.</summary>
public sealed record AccessLogConfig
{
    /// <summary>The file; <c>/dev/stdout</c> and <c>/dev/stderr</c> for the console.</summary>
    public string Path { get; init; } = "/dev/stdout";

    /// <summary>One line of JSON for each request instead of Envoy's default line.</summary>
    public bool Json { get; init; }

    /// <summary>Envoy's format string (<c>text_format</c>); null for Envoy's default line.</summary>
    public string? Format { get; init; }

    /// <summary>The keys of the JSON form with their format strings (<c>json_format</c>); null for the fields of the default line.</summary>
    public ValueList<AccessLogFieldConfig>? JsonFormat { get; init; }

    /// <summary>Which requests are logged (<c>filter</c>); null for all.</summary>
    public AccessLogFilterConfig? Filter { get; init; }
}
