using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RouteMatch</c>.</summary>
internal static class RouteMatchReader
{
    public static RouteMatchConfig Read(Message match)
    {
        var (kind, path) = ReadPath(match);
        var config = new RouteMatchConfig
        {
            PathKind = kind,
            Path = path,
            CaseSensitive = match.Bool("case_sensitive") ?? true,
            Headers = [.. match.Children("headers").Select(ValueMatchReader.ReadHeader)],
            QueryParameters = [.. match.Children("query_parameters").Select(ValueMatchReader.ReadQueryParameter)],
            GrpcOnly = ReadGrpc(match),
            FractionPerMillion = FractionReader.ReadRuntime(match, "runtime_fraction") ?? FractionReader.All,
        };
        if (!config.CaseSensitive && kind == PathMatchKind.Regex)
            match.Warning("case_sensitive", "ignored: an expression compares with case, as in Envoy; begin it with (?i).");
        match.Refuse("CONNECT is refused.", "connect_matcher");
        match.Refuse("prefix, path, path_separated_prefix and safe_regex are.", "path_match_policy");
        match.Refuse("a condition on headers or query parameters is.", "tls_context", "dynamic_metadata", "filter_state", "cookies");
        match.Finish();
        return config;
    }

    private static (PathMatchKind Kind, string Path) ReadPath(Message match)
    {
        // 'regex' is v2's, with the same meaning for the expressions both engines know.
        switch (match.OneOf(true, "prefix", "path", "path_separated_prefix", "safe_regex", "regex"))
        {
            case "prefix":
                return (PathMatchKind.Prefix, Slashed(match, "prefix"));
            case "path":
                return (PathMatchKind.Exact, Slashed(match, "path"));
            case "path_separated_prefix":
                var prefix = Slashed(match, "path_separated_prefix");
                if (prefix.EndsWith('/') || prefix.AsSpan().ContainsAny('?', '#'))
                    match.Error("path_separated_prefix", $"'{Scalars.Short(prefix)}' is not allowed; a path without '?', '#' and a slash at its end is.");
                return (PathMatchKind.PathSeparatedPrefix, prefix);
            case "safe_regex":
                return (PathMatchKind.Regex, RegexReader.ReadMatcher(match.Child("safe_regex")));
            case "regex":
                return (PathMatchKind.Regex, RegexReader.Read(match, "regex"));
            default:
                return (PathMatchKind.Prefix, "/");
        }
    }

    private static string Slashed(Message match, string name)
    {
        var path = match.Text(name) ?? "";
        if (path.Length > 0 && path[0] != '/')
            match.Error(name, $"'{Scalars.Short(path)}' matches no request; a path starts with '/'.");
        return path;
    }

    private static bool ReadGrpc(Message match)
    {
        var grpc = match.Child("grpc");
        grpc?.Finish();
        return grpc is not null;
    }
}
