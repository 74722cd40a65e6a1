using System.Globalization;
using System.Text;

namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>Reads Envoy's format strings ("Access logging", "Format strings").</summary>
internal static class LogFormatParser
{
    private static readonly Dictionary<string, LogField> Commands = new(StringComparer.Ordinal)
    {
        ["START_TIME"] = LogField.StartTime,
        ["PROTOCOL"] = LogField.Protocol,
        ["RESPONSE_CODE"] = LogField.ResponseCode,
        ["RESPONSE_FLAGS"] = LogField.ResponseFlags,
        ["BYTES_RECEIVED"] = LogField.BytesReceived,
        ["BYTES_SENT"] = LogField.BytesSent,
        ["DURATION"] = LogField.Duration,
        ["UPSTREAM_HOST"] = LogField.UpstreamHost,
        ["UPSTREAM_REMOTE_ADDRESS"] = LogField.UpstreamHost,
        ["UPSTREAM_CLUSTER"] = LogField.UpstreamCluster,
        ["ROUTE_NAME"] = LogField.RouteName,
        ["DOWNSTREAM_REMOTE_ADDRESS"] = LogField.RemoteAddress,
        ["DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT"] = LogField.RemoteAddressWithoutPort,
        ["DOWNSTREAM_DIRECT_REMOTE_ADDRESS"] = LogField.RemoteAddress,
        ["DOWNSTREAM_LOCAL_ADDRESS"] = LogField.LocalAddress,
        ["UPSTREAM_REQUEST_ATTEMPT_COUNT"] = LogField.AttemptCount,
    };

    private static readonly Dictionary<string, LogField> RequestPseudoHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        [":METHOD"] = LogField.Method,
        [":PATH"] = LogField.UpstreamPath,
        ["X-ENVOY-ORIGINAL-PATH?:PATH"] = LogField.Path,
        [":AUTHORITY"] = LogField.Authority,
        ["X-REQUEST-ID"] = LogField.RequestId,
    };

    public static IReadOnlyList<LogPart> Parse(string format)
    {
        var parts = new List<LogPart>();
        var literal = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            var end = format[index] == '%' ? format.IndexOf('%', index + 1) : -1;
            if (end < 0)
            {
                literal.Append(format[index]);
                continue;
            }

            if (end == index + 1)
            {
                literal.Append('%');
            }
            else
            {
                Flush(parts, literal);
                parts.Add(Command(format[(index + 1)..end]));
            }

            index = end;
        }

        Flush(parts, literal);
        return parts;
    }

    private static void Flush(List<LogPart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
            parts.Add(new LogPart(LogField.Literal, Encoding.UTF8.GetBytes(literal.ToString())));
        literal.Clear();
    }

    private static LogPart Command(string text)
    {
        var limit = 0;
        if (text.LastIndexOf("):", StringComparison.Ordinal) is > 0 and var colon)
        {
            limit = int.TryParse(text.AsSpan(colon + 2), CultureInfo.InvariantCulture, out var length) ? length : 0;
            text = text[..(colon + 1)];
        }

        return Command(text, limit);
    }

    private static LogPart Command(string text, int limit)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var (name, argument) = open < 0 ? (text, "") : (text[..open], text[(open + 1)..].TrimEnd(')'));
        return name switch
        {
            "REQ" when RequestPseudoHeaders.TryGetValue(argument, out var field) => new LogPart(field, [], argument, limit),
            "REQ" or "RESP" when argument.Split('?', 2) is [var first, var second] =>
                Command($"{name}({first})", limit) with { Alternative = Command($"{name}({second})", limit) },
            "REQ" => new LogPart(LogField.RequestHeader, [], argument, limit),
            "RESP" when argument.Equals("X-ENVOY-UPSTREAM-SERVICE-TIME", StringComparison.OrdinalIgnoreCase) =>
                new LogPart(LogField.UpstreamServiceTime, [], argument, limit),
            "RESP" => new LogPart(LogField.ResponseHeader, [], argument, limit),
            _ => new LogPart(Commands.GetValueOrDefault(name, LogField.Nothing), [], argument, limit),
        };
    }
}
