using System.Text;
using System.Text.Encodings.Web;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>A parsed format: a line is its parts written one after the other.</summary>
internal sealed class AccessLogFormat
{
    /// <summary>Envoy's default format string.</summary>
    public const string Default =
        "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\" %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% "
        + "%BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\" \"%REQ(USER-AGENT)%\" "
        + "\"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\"\n";

    private static readonly (string Key, string Format)[] DefaultJson =
    [
        ("start_time", "%START_TIME%"), ("method", "%REQ(:METHOD)%"), ("path", "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"), ("protocol", "%PROTOCOL%"),
        ("response_code", "%RESPONSE_CODE%"), ("response_flags", "%RESPONSE_FLAGS%"), ("bytes_received", "%BYTES_RECEIVED%"),
        ("bytes_sent", "%BYTES_SENT%"), ("duration", "%DURATION%"), ("upstream_service_time", "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%"),
        ("x_forwarded_for", "%REQ(X-FORWARDED-FOR)%"), ("user_agent", "%REQ(USER-AGENT)%"), ("request_id", "%REQ(X-REQUEST-ID)%"),
        ("authority", "%REQ(:AUTHORITY)%"), ("upstream_host", "%UPSTREAM_HOST%"),
    ];

    private readonly LogPart[] _parts;
    private readonly bool _isJson;

    private AccessLogFormat(IEnumerable<LogPart> parts, bool isJson)
    {
        _parts = [.. parts];
        _isJson = isJson;
    }

    public static AccessLogFormat Create(AccessLogConfig config)
    {
        if (!config.Json && config.JsonFormat is null)
            return new AccessLogFormat(LogFormatParser.Parse(config.Format ?? Default), isJson: false);
        var fields = config.JsonFormat?.Select(field => (field.Key, field.Format)) ?? DefaultJson;
        return new AccessLogFormat(JsonParts(fields), isJson: true);
    }

    /// <summary>Writes the line of a request that ended.</summary>
    /// <param name="line">Where to.</param>
    /// <param name="info">The request.</param>
    /// <param name="now">The time.</param>
    public void Write(ref LogLine line, in RequestInfo info, DateTime now)
    {
        foreach (var part in _parts)
        {
            if (part.Field == LogField.Literal)
                line.Append(part.Literal);
            else
                LogFields.Write(ref line, part, info, now, _isJson);
        }
    }

    private static IEnumerable<LogPart> JsonParts(IEnumerable<(string Key, string Format)> fields)
    {
        var opening = "{";
        foreach (var (key, format) in fields)
        {
            yield return Literal($"{opening}\"{JavaScriptEncoder.Default.Encode(key)}\":");
            opening = ",";
            var parts = LogFormatParser.Parse(format);
            if (parts is [{ Field: not LogField.Literal } only])
            {
                // One operator keeps its type, as with Envoy; with anything beside it the value is a text.
                yield return AsWholeValue(only);
                continue;
            }

            yield return Literal("\"");
            foreach (var part in parts)
                yield return part.Field == LogField.Literal ? Literal(JavaScriptEncoder.Default.Encode(Encoding.UTF8.GetString(part.Literal))) : part;
            yield return Literal("\"");
        }

        yield return Literal(opening == "{" ? "{}\n" : "}\n");
    }

    private static LogPart AsWholeValue(LogPart part) =>
        part with { IsWholeValue = true, Alternative = part.Alternative is { } other ? AsWholeValue(other) : null };

    private static LogPart Literal(string text) => new(LogField.Literal, Encoding.UTF8.GetBytes(text));
}
