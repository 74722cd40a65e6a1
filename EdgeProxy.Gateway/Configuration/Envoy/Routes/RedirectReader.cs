using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>RedirectAction</c>.</summary>
internal static class RedirectReader
{
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["MOVED_PERMANENTLY"] = 301,
        ["FOUND"] = 302,
        ["SEE_OTHER"] = 303,
        ["TEMPORARY_REDIRECT"] = 307,
        ["PERMANENT_REDIRECT"] = 308,
    };

    public static RedirectActionConfig Read(Message redirect)
    {
        redirect.OneOf(false, "https_redirect", "scheme_redirect");
        redirect.OneOf(false, "path_redirect", "prefix_rewrite", "regex_rewrite");
        var config = new RedirectActionConfig
        {
            HttpsRedirect = redirect.Bool("https_redirect") ?? false,
            Scheme = NotEmpty(redirect.Text("scheme_redirect")),
            Host = NotEmpty(redirect.Text("host_redirect")),
            Port = (int?)redirect.Integer("port_redirect", 0, 65535) is > 0 and var port ? port : null,
            Path = NotEmpty(redirect.Text("path_redirect")),
            PrefixRewrite = redirect.Text("prefix_rewrite"),
            RegexRewrite = RegexReader.ReadRewrite(redirect.Child("regex_rewrite")),
            StripQuery = redirect.Bool("strip_query") ?? false,
            Status = redirect.Choice("response_code", Statuses, [.. Statuses.Keys]) ?? 301,
        };
        redirect.Finish();
        return config;
    }

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
