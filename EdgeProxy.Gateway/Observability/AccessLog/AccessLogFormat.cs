using System.Text;
using System.Text.Encodings.Web;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;

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

    private readonly FormatPart[] _parts;
    private readonly FormatTarget _target;

    private AccessLogFormat(IEnumerable<FormatPart> parts, FormatTarget target)
    {
        _parts = [.. parts];
        _target = target;
    }

    public static AccessLogFormat Create(AccessLogConfig config)
    {
        if (!config.Json && config.JsonFormat is null)
            return new AccessLogFormat(FormatParser.Parse(config.Format ?? Default), FormatTarget.Line);
        var fields = config.JsonFormat ?? [.. DefaultJson.Select(field => new AccessLogFieldConfig(field.Key, field.Format))];
        return new AccessLogFormat([.. ObjectParts(fields), Literal("\n")], FormatTarget.Json);
    }

    /// <summary>Writes the line of a request that ended.</summary>
    /// <param name="line">Where to.</param>
    /// <param name="info">The request.</param>
    public void Write(ref FormatBuffer line, in RequestInfo info)
    {
        foreach (var part in _parts)
        {
            // Every second part is one.
            if (part.Operator == FormatOperator.Literal)
                line.Append(part.Literal);
            else
                FormatWriter.Write(ref line, part, info, _target);
        }
    }

    private static IEnumerable<FormatPart> ObjectParts(IEnumerable<AccessLogFieldConfig> fields)
    {
        var opening = "{";
        foreach (var field in fields)
        {
            yield return Literal($"{opening}\"{JavaScriptEncoder.Default.Encode(field.Key)}\":");
            opening = ",";
            foreach (var part in ValueParts(field))
                yield return part;
        }

        yield return Literal(opening == "{" ? "{}" : "}");
    }

    private static IEnumerable<FormatPart> ListParts(IEnumerable<AccessLogFieldConfig> elements)
    {
        var opening = "[";
        foreach (var element in elements)
        {
            yield return Literal(opening);
            opening = ",";
            foreach (var part in ValueParts(element))
                yield return part;
        }

        yield return Literal(opening == "[" ? "[]" : "]");
    }

    private static IEnumerable<FormatPart> ValueParts(AccessLogFieldConfig field)
    {
        if (field.Fields is { } fields)
            return field.IsList ? ListParts(fields) : ObjectParts(fields);
        if (field.Literal is { } literal)
            return [Literal(literal)];
        var parts = FormatParser.Parse(field.Format);
        // One operator keeps its type, as with Envoy; with anything beside it the value is a text.
        return parts is [{ Operator: not FormatOperator.Literal } only]
            ? [AsWholeValue(only)]
            : [Literal("\""), .. parts.Select(part => part.Operator == FormatOperator.Literal ? Literal(JavaScriptEncoder.Default.Encode(Encoding.UTF8.GetString(part.Literal))) : part), Literal("\"")];
    }

    private static FormatPart AsWholeValue(FormatPart part) =>
        part with { IsWholeValue = true, Alternative = part.Alternative is { } other ? AsWholeValue(other) : null };

    private static FormatPart Literal(string text) => new(FormatOperator.Literal, Encoding.UTF8.GetBytes(text));
}
