using System.Text;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>
/// The target of a request as spans may hold it. Values of its query are left out, since tokens travel there
/// (OpenTelemetry, "URL attributes": sensitive content should be scrubbed).
/// </summary>
internal static class SafeTarget
{
    private const string Redacted = "Redacted";

    public static string Path(string target) => target[..RequestTarget.PathLength(target)];

    /// <summary>The names of the query's parameters, each with <c>Redacted</c> for its value; null without a query.</summary>
    public static string? Query(string target)
    {
        var from = RequestTarget.PathLength(target) + 1;
        if (from >= target.Length)
            return null;
        var text = new StringBuilder();
        var query = target.AsSpan(from);
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf('=');
            if (text.Length > 0)
                text.Append('&');
            text.Append(equals < 0 ? parameter : parameter[..(equals + 1)]);
            if (equals >= 0)
                text.Append(Redacted);
        }

        return text.ToString();
    }

    /// <summary>Path and query.</summary>
    public static string PathAndQuery(string target) => Query(target) is { } query ? $"{Path(target)}?{query}" : Path(target);
}
