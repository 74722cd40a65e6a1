using System.Globalization;
using System.Reflection;
using System.Text;

namespace EdgeProxy.Gateway.Primitives;

/// <summary>Parses Envoy's format strings ("Access logging", "Format strings").</summary>
internal static class FormatParser
{
    private static readonly (string Name, FormatOperator Operator)[] Named =
    [
        .. from field in typeof(FormatOperator).GetFields(BindingFlags.Public | BindingFlags.Static)
           from name in field.GetCustomAttributes<OperatorNameAttribute>()
           select (name.Name, (FormatOperator)field.GetRawConstantValue()!),
    ];

    private static readonly Dictionary<string, FormatOperator> Operators =
        Named.Where(entry => !IsOfHeader(entry.Name)).ToDictionary(entry => entry.Name, entry => entry.Operator, StringComparer.Ordinal);

    private static readonly Dictionary<string, FormatOperator> Headers =
        Named.Where(entry => IsOfHeader(entry.Name)).ToDictionary(entry => entry.Name, entry => entry.Operator, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of all operators.</summary>
    public static IEnumerable<string> Names => [.. Operators.Keys, "REQ(name)", "RESP(name)"];

    public static IReadOnlyList<FormatPart> Parse(string format)
    {
        var parts = new List<FormatPart>();
        var literal = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            var end = format[index] == '%' ? EndOf(format, index + 1) : -1;
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
                parts.Add(Operator(format[(index + 1)..end]));
            }

            index = end;
        }

        Flush(parts, literal);
        return parts;
    }

    /// <summary>Where an operator ends: behind its argument, which may have percent signs of its own (<c>START_TIME(%s)</c>).</summary>
    private static int EndOf(string format, int start)
    {
        var end = format.IndexOf('%', start);
        var open = format.IndexOf('(', start);
        if (end < 0 || open < 0 || open > end)
            return end;
        var close = format.IndexOf(')', open);
        return close < 0 ? end : format.IndexOf('%', close);
    }

    private static void Flush(List<FormatPart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
            parts.Add(new FormatPart(FormatOperator.Literal, Encoding.UTF8.GetBytes(literal.ToString())));
        literal.Clear();
    }

    private static FormatPart Operator(string text)
    {
        var (whole, limit) = (text, 0);
        if (text.LastIndexOf("):", StringComparison.Ordinal) is > 0 and var colon)
        {
            limit = int.TryParse(text.AsSpan(colon + 2), CultureInfo.InvariantCulture, out var length) ? length : 0;
            text = text[..(colon + 1)];
        }

        return Operator(text, limit) ?? new FormatPart(FormatOperator.Unknown, Encoding.UTF8.GetBytes($"%{whole}%"));
    }

    /// <summary>An operator without its limit; null for one that is not known.</summary>
    private static FormatPart? Operator(string text, int limit)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var (name, argument) = open < 0 ? (text, "") : (text[..open], text[(open + 1)..].TrimEnd(')'));
        if (name is not ("REQ" or "RESP"))
            return Operators.TryGetValue(name, out var known) ? new FormatPart(known, [], argument, limit) : null;
        if (argument.Length == 0)
            return null;
        if (Headers.TryGetValue($"{name}({argument})", out var header))
            return new FormatPart(header, [], argument, limit);
        return argument.Split('?', 2) is [var first, var second]
            ? Operator($"{name}({first})", limit) is { } preferred ? preferred with { Alternative = Operator($"{name}({second})", limit) } : null
            : new FormatPart(name == "REQ" ? FormatOperator.RequestHeader : FormatOperator.ResponseHeader, [], argument, limit);
    }

    private static bool IsOfHeader(string name) => name.Contains('(', StringComparison.Ordinal);
}
