using System.Diagnostics;
using EdgeProxy.Gateway.Primitives;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>Writes the fields of a line. An empty value is <c>-</c>, and <c>null</c> where it is the whole of a JSON value.</summary>
internal static class LogFields
{
    public static void Write(ref LogLine line, LogPart part, in RequestInfo info, DateTime now, bool isJson)
    {
        var context = info.Context;
        switch (part.Field)
        {
            case LogField.StartTime:
                Quote(ref line, part);
                LogTime.Append(ref line, now - Stopwatch.GetElapsedTime(info.Started));
                Quote(ref line, part);
                break;
            case LogField.Method:
                Text(ref line, part, info.IsRefusedByCodec ? null : context.Request.Method, isJson);
                break;
            case LogField.Path:
                Text(ref line, part, info.Target, isJson);
                break;
            case LogField.UpstreamPath:
                Text(ref line, part, info.UpstreamPath, isJson);
                break;
            case LogField.Protocol:
                Text(ref line, part, context.Request.Protocol, isJson);
                break;
            case LogField.ResponseCode:
                line.Append(info.Flag == ResponseFlags.DC && !context.Response.HasStarted ? 0 : context.Response.StatusCode);
                break;
            case LogField.ResponseFlags:
                Text(ref line, part, FlagNames.Of(info.Flag, info.HasExceededRetries), isJson);
                break;
            case LogField.BytesReceived:
                line.Append(info.BytesReceived);
                break;
            case LogField.BytesSent:
                line.Append(info.BytesSentOrPlanned());
                break;
            case LogField.Duration:
                line.Append((long)Stopwatch.GetElapsedTime(info.Started).TotalMilliseconds);
                break;
            case LogField.UpstreamServiceTime:
                Milliseconds(ref line, part, info.UpstreamMilliseconds);
                break;
            case LogField.RequestHeader:
                if (part.Alternative is { } other && !context.Request.Headers.ContainsKey(part.Argument))
                    Write(ref line, other, info, now, isJson);
                else
                    Header(ref line, part, context.Request.Headers, isJson);
                break;
            case LogField.ResponseHeader:
                if (part.Alternative is { } otherHeader && !context.Response.Headers.ContainsKey(part.Argument))
                    Write(ref line, otherHeader, info, now, isJson);
                else
                    Header(ref line, part, context.Response.Headers, isJson);
                break;
            case LogField.Authority:
                Text(ref line, part, info.IsRefusedByCodec ? null : context.Request.Headers.Host.ToString(), isJson);
                break;
            case LogField.RequestId when info.RequestId is { } id:
                Text(ref line, part, id, isJson);
                break;
            case LogField.RequestId:
                Header(ref line, part, context.Request.Headers, isJson);
                break;
            case LogField.UpstreamHost:
                Text(ref line, part, info.Host?.AddressText, isJson);
                break;
            case LogField.UpstreamCluster:
                Text(ref line, part, info.Cluster?.Name, isJson);
                break;
            case LogField.AttemptCount:
                line.Append(info.Attempts);
                break;
            default:
                Text(ref line, part, Rare(part.Field, info), isJson);
                break;
        }
    }

    private static string? Rare(LogField field, in RequestInfo info)
    {
        var connection = info.Context.Connection;
        return field switch
        {
            LogField.RouteName => info.RouteName,
            LogField.RemoteAddress => $"{connection.RemoteIpAddress}:{connection.RemotePort}",
            LogField.RemoteAddressWithoutPort => connection.RemoteIpAddress?.ToString(),
            LogField.LocalAddress => $"{connection.LocalIpAddress}:{connection.LocalPort}",
            _ => null,
        };
    }

    /// <summary>The value of a header, and so a text in JSON.</summary>
    private static void Milliseconds(ref LogLine line, LogPart part, long number)
    {
        if (number < 0)
        {
            line.Append(part.IsWholeValue ? "null"u8 : "-"u8);
            return;
        }

        Quote(ref line, part);
        line.Append(number);
        Quote(ref line, part);
    }

    private static void Quote(ref LogLine line, LogPart part)
    {
        if (part.IsWholeValue)
            line.Append("\""u8);
    }

    private static void Header(ref LogLine line, LogPart part, IHeaderDictionary headers, bool isJson) =>
        Text(ref line, part, headers.TryGetValue(part.Argument, out var values) ? Join(values) : null, isJson);

    private static string? Join(StringValues values) => values.Count == 1 ? values[0] : values.ToString();

    private static void Text(ref LogLine line, LogPart part, string? text, bool isJson)
    {
        if (string.IsNullOrEmpty(text))
        {
            line.Append(part.IsWholeValue ? "null"u8 : "-"u8);
            return;
        }

        Quote(ref line, part);
        line.Append(part.Limit > 0 && text.Length > part.Limit ? text.AsSpan(0, part.Limit) : text, isJson);
        Quote(ref line, part);
    }
}
