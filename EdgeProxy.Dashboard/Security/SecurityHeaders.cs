using EdgeProxy.Dashboard.Listening;

namespace EdgeProxy.Dashboard.Security;

/// <summary>
/// What every answer to a browser carries. Telemetry is hostile text: should any of it ever reach a page as markup, the policy keeps it
/// from running, loading or sending anything.
/// </summary>
internal static class SecurityHeaders
{
    // style-src-attr: a bar's place in the waterfall is a style attribute with numbers that this program computed.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<FrontendConnection>() is not null)
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
        }

        return next(context);
    }
}
