using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>AccessLog</c> with its file, stdout and stderr loggers.</summary>
internal static class AccessLogReader
{
    public static AccessLogConfig? Read(Message log)
    {
        var filter = AccessLogFilterReader.Read(log.Child("filter"));
        var kind = Extension.Open(log, out var config);
        log.Finish();
        var path = kind switch
        {
            "FileAccessLog" or "envoy.file_access_log" or "envoy.access_loggers.file" => config?.RequiredText("path"),
            "StdoutAccessLog" or "envoy.access_loggers.stdout" => "/dev/stdout",
            "StderrAccessLog" or "envoy.access_loggers.stderr" => "/dev/stderr",
            _ => Unknown(log, kind),
        };
        if (path is null)
        {
            if (config is null && kind.Contains("file", StringComparison.OrdinalIgnoreCase))
                log.Missing("typed_config");
            return null;
        }

        return (config is null ? new AccessLogConfig { Path = path } : ReadFormat(config, path)) with { Filter = filter };
    }

    private static string? Unknown(Message log, string kind)
    {
        log.Error("name", $"the access logger '{kind}' is not supported; the file, stdout and stderr loggers are (envoy.access_loggers.file).");
        return null;
    }

    private static AccessLogConfig ReadFormat(Message config, string path)
    {
        var result = new AccessLogConfig { Path = path };
        var form = config.OneOf(false, "format", "json_format", "typed_json_format", "log_format");
        if (form == "format")
            result = result with { Format = ReadText(config, "format") };
        else if (form is "json_format" or "typed_json_format")
            result = result with { Json = true, JsonFormat = ReadJson(config, form) };
        else if (form == "log_format" && config.Child("log_format") is { } format)
            result = ReadSubstitution(format, result);
        config.Finish();
        return result;
    }

    // Envoy's SubstitutionFormatString.
    private static AccessLogConfig ReadSubstitution(Message format, AccessLogConfig result)
    {
        var form = format.OneOf(true, "text_format", "text_format_source", "json_format");
        if (form == "text_format")
            result = result with { Format = ReadText(format, form) };
        else if (form == "text_format_source")
            result = result with { Format = DataSourceReader.Read(format.Child(form)) };
        else if (form == "json_format")
            result = result with { Json = true, JsonFormat = ReadJson(format, form) };
        format.RefuseTrue("an empty value is '-' in a line and null in JSON.", "omit_empty_values");
        format.Skip("content_type");
        format.Refuse("JSON keys keep the order of the file.", "json_format_options");
        format.Refuse("no formatter extension is there.", "formatters");
        format.Finish();
        return result;
    }

    private static string? ReadText(Message parent, string field)
    {
        var format = parent.Text(field);
        WarnOfUnknown(parent, field, format);
        return format;
    }

    private static void WarnOfUnknown(Message parent, string field, string? format)
    {
        foreach (var part in FormatParser.Parse(format ?? "").Where(part => part.Operator == FormatOperator.Unknown))
            parent.Warning(field, $"the operator '{Scalars.Short(System.Text.Encoding.UTF8.GetString(part.Literal))}' is not known here; it has no value.");
    }

    private static ValueList<AccessLogFieldConfig> ReadJson(Message parent, string field) => parent.Child(field) is { } json ? ReadFields(json) : [];

    private static ValueList<AccessLogFieldConfig> ReadFields(Message json) => [.. json.Names.Select(name => ReadField(json, name)).OfType<AccessLogFieldConfig>()];

    private static AccessLogFieldConfig? ReadField(Message json, string name)
    {
        var key = json.AsWritten(name);
        if (json.IsMessage(name))
            return new AccessLogFieldConfig(key, "") { Fields = json.Child(name) is { } inner ? ReadFields(inner) : [] };
        if (json.IsList(name))
            return new AccessLogFieldConfig(key, "") { IsList = true, Fields = [.. json.Texts(name).Select(text => new AccessLogFieldConfig("", text))] };
        if (json.Literal(name) is { } literal)
            return new AccessLogFieldConfig(key, "") { Literal = literal };
        if (json.Text(name) is not { } format)
            return null;
        WarnOfUnknown(json, name, format);
        return new AccessLogFieldConfig(key, format);
    }
}
