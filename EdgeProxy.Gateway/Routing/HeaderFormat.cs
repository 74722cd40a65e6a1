using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Routing;

/// <summary>A header value with Envoy's variables: literals and commands in turn.</summary>
internal sealed class HeaderFormat
{
    private readonly (string? Literal, string Command)[] _parts;

    private HeaderFormat((string? Literal, string Command)[] parts) => _parts = parts;

    public static HeaderFormat Parse(string text)
    {
        var parts = new List<(string?, string)>();
        var literal = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            var end = text[index] == '%' ? text.IndexOf('%', index + 1) : -1;
            if (end < 0)
            {
                literal.Append(text[index]);
                continue;
            }

            if (end == index + 1)
            {
                literal.Append('%');
            }
            else
            {
                if (literal.Length > 0)
                    parts.Add((literal.ToString(), ""));
                literal.Clear();
                parts.Add((null, text[(index + 1)..end]));
            }

            index = end;
        }

        if (literal.Length > 0 || parts.Count == 0)
            parts.Add((literal.ToString(), ""));
        return new HeaderFormat([.. parts]);
    }

    /// <summary>The value for a request; a command that gives nothing gives nothing.</summary>
    /// <param name="context">The request.</param>
    /// <param name="upstreamHost">The address of the host; null before one is picked.</param>
    public string Format(HttpContext context, string? upstreamHost)
    {
        if (_parts is [{ Literal: { } only }])
            return only;
        return string.Concat(_parts.Select(part => part.Literal ?? Run(part.Command, context, upstreamHost)));
    }

    private static string? Run(string command, HttpContext context, string? upstreamHost) => command switch
    {
        "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT" => context.Connection.RemoteIpAddress?.ToString(),
        "DOWNSTREAM_REMOTE_ADDRESS" => $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
        "DOWNSTREAM_LOCAL_PORT" => context.Connection.LocalPort.ToString(),
        "PROTOCOL" => context.Request.Protocol,
        "UPSTREAM_HOST" => upstreamHost,
        _ when command.StartsWith("REQ(", StringComparison.Ordinal) && command.EndsWith(')') => RequestHeader(command[4..^1], context),
        _ => $"%{command}%",
    };

    private static string? RequestHeader(string name, HttpContext context) => name switch
    {
        ":authority" => context.Request.Headers.Host,
        ":method" => context.Request.Method,
        ":path" => context.Features.Get<IHttpRequestFeature>()?.RawTarget,
        ":scheme" => context.Request.Scheme,
        _ => context.Request.Headers[name],
    };
}
