using System.Text;

namespace EdgeProxy.Gateway.Admin;

/// <summary>Writes the answers of the admin port. Nothing of it is ever cached or guessed at.</summary>
internal static class AdminReply
{
    public static Task TextAsync(HttpContext context, int status, string text) => WriteAsync(context, status, "text/plain; charset=UTF-8", text);

    public static Task JsonAsync(HttpContext context, string json) => WriteAsync(context, StatusCodes.Status200OK, "application/json", json);

    public static Task HtmlAsync(HttpContext context, string html)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        return WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=UTF-8", html);
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-cache, max-age=0";
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
