using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Route</c>: a match and an action.</summary>
internal static class RouteReader
{
    public static RouteConfig? Read(Message route, HashSet<string> clusters, HttpFilters filters)
    {
        var match = route.RequiredChild("match") is { } matching ? RouteMatchReader.Read(matching) : null;
        var ofFilters = RouteFiltersReader.Read(route, filters);
        RouteFilterConfig? cors = null;
        RouteActionConfig? action = route.OneOf(true, "route", "redirect", "direct_response") switch
        {
            "route" when route.Child("route") is { } forward => ReadForward(forward, clusters, filters, out cors),
            "redirect" when route.Child("redirect") is { } redirect => RedirectReader.Read(redirect),
            "direct_response" when route.Child("direct_response") is { } direct => ReadDirectResponse(direct),
            _ => null,
        };
        var name = route.Text("name") ?? "";
        var changes = HeaderChangesReader.Read(route);
        route.Refuse("route, redirect and direct_response are.", "filter_action", "non_forwarding_action");
        route.Ignore("it names spans, which follow OpenTelemetry's conventions here.", "decorator", "tracing");
        route.Ignore("bodies are streamed, never held whole.", "per_request_buffer_limit_bytes", "request_body_buffer_limit");
        route.Ignore("statistics are kept by cluster.", "stat_prefix");
        route.Skip("metadata");
        route.Finish();
        return match is null || action is null ? null : new RouteConfig
        {
            Name = name,
            Match = match,
            Action = action,
            HeaderChanges = changes,
            Filters = cors is null ? ofFilters : [.. ofFilters, cors],
        };
    }

    private static ForwardActionConfig ReadForward(Message forward, HashSet<string> clusters, HttpFilters filters, out RouteFilterConfig? cors)
    {
        cors = CorsReader.ReadField(forward, filters);
        return RouteActionReader.Read(forward, clusters);
    }

    private static DirectResponseConfig ReadDirectResponse(Message direct)
    {
        var status = (int?)direct.Integer("status", 200, 599);
        if (!direct.Has("status"))
            direct.Missing("status");
        var body = direct.Has("body") ? DataSourceReader.Read(direct.Child("body")) : "";
        direct.Refuse("the body is sent as it is.", "body_format");
        direct.Finish();
        return new DirectResponseConfig { Status = status ?? 200, Body = body };
    }
}
