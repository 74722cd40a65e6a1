using System.Diagnostics;
using System.Net;
using EdgeProxy.Gateway.Primitives;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Observability;

/// <summary>
/// Writes the values of operators. An empty one is <c>-</c> in a line, <c>null</c> where it is the whole of a JSON value, and nothing in a header.
/// </summary>
internal static class FormatWriter
{
    public static void Write(ref FormatBuffer line, FormatPart part, in RequestInfo info, FormatTarget target)
    {
        var context = info.Context;
        switch (part.Operator)
        {
            case FormatOperator.Literal:
                line.Append(part.Literal);
                break;
            case FormatOperator.Unknown:
                if (target == FormatTarget.Header)
                    line.Append(part.Literal);
                else
                    Text(ref line, part, null, target);
                break;
            case FormatOperator.StartTime:
                Quote(ref line, part);
                FormattedTime.Append(ref line, info.StartTime, part.Argument);
                Quote(ref line, part);
                break;
            case FormatOperator.Method:
                Text(ref line, part, info.IsRefusedByCodec ? null : context.Request.Method, target);
                break;
            case FormatOperator.Path:
                Text(ref line, part, info.Target, target);
                break;
            case FormatOperator.UpstreamPath:
                Text(ref line, part, target == FormatTarget.Header ? info.Target : info.UpstreamPath, target);
                break;
            case FormatOperator.Protocol:
                Text(ref line, part, context.Request.Protocol, target);
                break;
            case FormatOperator.ResponseCode:
                line.Append(info.Flag == ResponseFlags.DC && !context.Response.HasStarted ? 0 : context.Response.StatusCode);
                break;
            case FormatOperator.ResponseFlags:
                Text(ref line, part, FlagNames.Of(info.Flag, info.HasExceededRetries), target);
                break;
            case FormatOperator.BytesReceived:
                line.Append(info.BytesReceived);
                break;
            case FormatOperator.BytesSent:
                line.Append(info.BytesSentOrPlanned());
                break;
            case FormatOperator.Duration:
                line.Append((long)Stopwatch.GetElapsedTime(info.Started).TotalMilliseconds);
                break;
            case FormatOperator.UpstreamServiceTime:
                Milliseconds(ref line, part, info.UpstreamMilliseconds, target);
                break;
            case FormatOperator.RequestHeader:
                if (part.Alternative is { } other && !context.Request.Headers.ContainsKey(part.Argument))
                    Write(ref line, other, info, target);
                else
                    Header(ref line, part, context.Request.Headers, target);
                break;
            case FormatOperator.ResponseHeader:
                if (part.Alternative is { } otherHeader && !context.Response.Headers.ContainsKey(part.Argument))
                    Write(ref line, otherHeader, info, target);
                else
                    Header(ref line, part, context.Response.Headers, target);
                break;
            case FormatOperator.Authority:
                Text(ref line, part, info.IsRefusedByCodec ? null : context.Request.Headers.Host.ToString(), target);
                break;
            case FormatOperator.Scheme:
                Text(ref line, part, context.Request.Scheme, target);
                break;
            case FormatOperator.RequestId when info.RequestId is { } id:
                Text(ref line, part, id, target);
                break;
            case FormatOperator.RequestId:
                Header(ref line, part, context.Request.Headers, target);
                break;
            case FormatOperator.UpstreamHost:
                Text(ref line, part, info.Host?.AddressText, target);
                break;
            case FormatOperator.UpstreamCluster:
                Text(ref line, part, info.Cluster?.Name, target);
                break;
            case FormatOperator.AttemptCount:
                line.Append(info.Attempts);
                break;
            case FormatOperator.RouteName:
                Text(ref line, part, info.Route?.Name, target);
                break;
            case FormatOperator.RemoteAddress:
                Text(ref line, part, Address(context.Connection.RemoteIpAddress, context.Connection.RemotePort), target);
                break;
            case FormatOperator.RemoteAddressWithoutPort:
                Text(ref line, part, context.Connection.RemoteIpAddress?.ToString(), target);
                break;
            case FormatOperator.LocalAddress:
                Text(ref line, part, Address(context.Connection.LocalIpAddress, context.Connection.LocalPort), target);
                break;
            case FormatOperator.LocalPort:
                line.Append(context.Connection.LocalPort);
                break;
            default:
                throw NotWritten(part);
        }
    }

    // Apart from the method above, which clears the locals of an interpolated string at each call.
    private static string Address(IPAddress? address, int port) => $"{address}:{port}";

    private static InvalidOperationException NotWritten(FormatPart part) => new($"The operator {part.Operator} is not written.");

    /// <summary>The value of a header, and so a text in JSON.</summary>
    private static void Milliseconds(ref FormatBuffer line, FormatPart part, long number, FormatTarget target)
    {
        if (number < 0)
        {
            Empty(ref line, part, target);
            return;
        }

        Quote(ref line, part);
        line.Append(number);
        Quote(ref line, part);
    }

    private static void Empty(ref FormatBuffer line, FormatPart part, FormatTarget target)
    {
        if (target != FormatTarget.Header)
            line.Append(part.IsWholeValue ? "null"u8 : "-"u8);
    }

    private static void Quote(ref FormatBuffer line, FormatPart part)
    {
        if (part.IsWholeValue)
            line.Append("\""u8);
    }

    private static void Header(ref FormatBuffer line, FormatPart part, IHeaderDictionary headers, FormatTarget target) =>
        Text(ref line, part, headers.TryGetValue(part.Argument, out var values) ? Join(values) : null, target);

    private static string? Join(StringValues values) => values.Count == 1 ? values[0] : values.ToString();

    private static void Text(ref FormatBuffer line, FormatPart part, string? text, FormatTarget target)
    {
        if (string.IsNullOrEmpty(text))
        {
            Empty(ref line, part, target);
            return;
        }

        Quote(ref line, part);
        line.Append(part.Limit > 0 && text.Length > part.Limit ? text.AsSpan(0, part.Limit) : text, target);
        Quote(ref line, part);
    }
}
