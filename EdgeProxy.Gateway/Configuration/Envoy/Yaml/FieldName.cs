using System.Text;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The names of fields.</summary>
internal static class FieldName
{
    /// <summary>Fields of version 1, and what took their place.</summary>
    private static readonly Dictionary<string, string> Old = new(StringComparer.Ordinal)
    {
        ["use_websocket"] = "'upgrade_configs: [{ upgrade_type: websocket }]'",
        ["ssl_context"] = "'transport_socket' with an UpstreamTlsContext or a DownstreamTlsContext",
        ["connect_timeout_ms"] = "'connect_timeout', such as 0.25s",
        ["timeout_ms"] = "'timeout', such as 15s",
        ["lb_type"] = "'lb_policy', such as ROUND_ROBIN",
        ["host_rewrite_header_value"] = "'host_rewrite_literal'",
        ["per_connection_buffer_limit"] = "'per_connection_buffer_limit_bytes'",
    };

    /// <summary>What took the place of a field of version 1; null for other names.</summary>
    public static string? Replacement(string name) => Old.GetValueOrDefault(name);

    /// <summary><c>connectTimeout</c> is <c>connect_timeout</c>; names with dots, dashes or @ are kept.</summary>
    public static string ToSnakeCase(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetterLower(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            return name;
        var snake = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }

    /// <summary>The fields that are allowed, at most five: those that are written most like the one that is not.</summary>
    public static string Allowed(string name, IReadOnlyCollection<string> allowed)
    {
        const int Most = 5;
        if (allowed.Count <= Most)
            return $"Allowed: {string.Join(", ", allowed)}.";
        var near = allowed.OrderBy(other => EditDistance.Between(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(Most);
        return $"Allowed, among others: {string.Join(", ", near)}.";
    }

    /// <summary>" (did you mean 'x'?)." where there is a name near enough; else a full stop.</summary>
    public static string Suggest(string name, IEnumerable<string> known) =>
        EditDistance.Nearest(name, known) is { } nearest ? $" (did you mean '{nearest}'?)." : ".";
}
