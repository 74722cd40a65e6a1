using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Match</c> of a route.</summary>
internal static class RouteMatchSection
{
    private const string CatchAll = "/{**";

    public static RouteMatchConfig Read(SectionReader section)
    {
        var (kind, path) = Path(section);
        var match = new RouteMatchConfig
        {
            PathKind = kind,
            Path = path,
            CaseSensitive = section.GetBoolean("CaseSensitive", fallback: true),
            Methods = section.GetStrings("Methods"),
            Headers = [.. section.GetSection("Headers").Items.SelectMany(Values)],
            QueryParameters = [.. section.GetSection("QueryParameters").Items.SelectMany(Values)],
            GrpcOnly = section.GetBoolean("Grpc", fallback: false),
        };
        section.ReportUnknownKeys();
        return match;
    }

    private static (PathMatchKind Kind, string Path) Path(SectionReader section)
    {
        var (prefix, regex, path) = (section.GetString("Prefix"), section.GetString("Regex"), section.GetString("Path"));
        if (new[] { prefix, regex, path }.Count(text => text is not null) > 1)
            section.AddError("Prefix", "only one of Prefix, Path and Regex may be there.");
        if (regex is not null)
            return (PathMatchKind.Regex, regex);
        if (prefix is not null || path is null)
            return (PathMatchKind.Prefix, prefix ?? "/");
        if (!path.StartsWith('/'))
            path = "/" + path;
        // YARP's templates as far as they say what a comparison can: a literal path, and a literal path with everything below it.
        var catchAll = path.IndexOf(CatchAll, StringComparison.Ordinal);
        var literal = catchAll < 0 ? path : path[..catchAll];
        if (literal.AsSpan().IndexOfAny('{', '}', '*') >= 0)
            section.AddError("Path", $"'{path}' is not allowed; a literal path is, one that ends in '/{{**rest}}', a Prefix and a Regex.");
        return catchAll < 0 ? (PathMatchKind.Exact, path)
            : literal.Length == 0 ? (PathMatchKind.Prefix, "/")
            : (PathMatchKind.PathSeparatedPrefix, literal);
    }

    /// <summary>YARP's header and query matchers: several values are alternatives, for which only exact comparison can stand as one expression.</summary>
    private static IEnumerable<ValueMatchConfig> Values(SectionReader section)
    {
        var name = section.GetString("Name", "");
        var values = section.GetStrings("Values");
        var (kind, isInverted) = Mode(section, values.Count > 0);
        var ignoreCase = !section.GetBoolean("IsCaseSensitive", fallback: false);
        section.ReportUnknownKeys();
        if (name.Length == 0)
            section.AddError("Name", "it is missing.");
        var match = new ValueMatchConfig { Name = name, IgnoreCase = ignoreCase };
        if (kind == ValueMatchKind.Present)
        {
            yield return match with { Kind = kind, Invert = isInverted };
            yield break;
        }

        if (values.Count != 1)
            section.AddError("Values", $"{values.Count} values are not allowed; one is. Write alternatives as a Regex.");
        yield return match with { Kind = kind, Invert = isInverted, Value = values.Count > 0 ? values[0] : "" };
    }

    /// <summary>YARP's names for headers and for query parameters; without one, values are compared and their absence asks for presence.</summary>
    private static (ValueMatchKind Kind, bool IsInverted) Mode(SectionReader section, bool hasValues)
    {
        var mode = section.GetChoice(
            "Mode",
            ("Exact", (ValueMatchKind.Exact, false)), ("ExactHeader", (ValueMatchKind.Exact, false)), ("Prefix", (ValueMatchKind.Prefix, false)),
            ("HeaderPrefix", (ValueMatchKind.Prefix, false)), ("Suffix", (ValueMatchKind.Suffix, false)), ("Contains", (ValueMatchKind.Contains, false)),
            ("NotContains", (ValueMatchKind.Contains, true)), ("Regex", (ValueMatchKind.Regex, false)), ("Exists", (ValueMatchKind.Present, false)),
            ("NotExists", (ValueMatchKind.Present, true)));
        return section.GetString("Mode") is null && !hasValues ? (ValueMatchKind.Present, false) : mode;
    }
}
