using System.Net;
using System.Text;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The page that a person sees at the admin port.</summary>
internal static class AdminHome
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#d0d7de;--soft:#57606a;--accent:#0969da}
        @media(prefers-color-scheme:dark){:root{--line:#30363d;--soft:#8b949e;--accent:#58a6ff}}
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin:0}p{color:var(--soft);margin:.25rem 0 1.5rem}
        table{border-collapse:collapse;width:100%}td{border-top:1px solid var(--line);padding:.5rem .5rem .5rem 0;vertical-align:middle}
        a{color:var(--accent);text-decoration:none;font-family:ui-monospace,monospace}a:hover{text-decoration:underline}
        button{font:inherit;font-family:ui-monospace,monospace;border:1px solid var(--line);border-radius:6px;padding:.2rem .6rem;background:none;color:inherit;cursor:pointer}
        form{margin:0}.state{font-weight:600}
        """;

    public static Task WriteAsync(HttpContext context, IEnumerable<AdminCommand> commands, ServerCommands server)
    {
        var (clusters, hosts, routes) = server.Sizes();
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<title>Edge admin</title><style>").Append(Style).Append("</style>")
            .Append("<h1>Edge admin</h1><p><span class=\"state\">").Append(server.Phase).Append("</span> · ")
            .Append($"{clusters} clusters, {hosts} hosts, {routes} routes</p><table>");
        foreach (var command in commands.Where(command => command.Path != "/"))
        {
            var path = WebUtility.HtmlEncode(command.Path);
            html.Append("<tr><td>")
                .Append(command.Changes
                    ? $"<form method=\"post\" action=\"{path}\"><button>{path}</button></form>"
                    : $"<a href=\"{path}\">{path}</a>")
                .Append("</td><td>").Append(WebUtility.HtmlEncode(command.Help)).Append("</td></tr>");
        }

        return AdminReply.HtmlAsync(context, html.Append("</table></html>").ToString());
    }
}
