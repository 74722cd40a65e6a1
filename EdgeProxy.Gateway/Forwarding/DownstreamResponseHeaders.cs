using System.Net.Http.Headers;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Routing;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Writes the headers of the response: the upstream's but for those of its connection.</summary>
internal static class DownstreamResponseHeaders
{
    /// <exception cref="HttpIOException">The answer has two lengths (RFC 9112, 6.3), of which the next reader might take the other.</exception>
    public static void Copy(HttpResponseMessage upstream, HttpResponse response)
    {
        if (upstream.Headers.TransferEncodingChunked == true && upstream.Content.Headers.NonValidated.Contains("Content-Length"))
            throw new HttpIOException(HttpRequestError.InvalidResponse, "The answer has a length and is chunked.");
        Copy(upstream.Headers.NonValidated, response);
        Copy(upstream.Content.Headers.NonValidated, response);
    }

    /// <exception cref="HeaderChangeException">A value cannot be written.</exception>
    public static void Apply(HeaderChanges changes, in RequestInfo info)
    {
        try
        {
            changes.Apply(info.Context.Response.Headers, info);
        }
        catch (InvalidOperationException failure)
        {
            throw new HeaderChangeException("A configured response header cannot be written.", failure);
        }
    }

    /// <summary>RFC 9110, 8.6: no length with 1xx and 204; 205 has no content.</summary>
    public static bool MayHaveLength(int status) => status is not (>= 100 and < 200 or 204 or 205);

    private static void Copy(HttpHeadersNonValidated upstream, HttpResponse response)
    {
        var headers = response.Headers;
        var tokens = upstream.TryGetValues("Connection", out var values) ? HopByHop.Nominated(ToStringValues(values)) : null;
        foreach (var (name, value) in upstream)
        {
            if (HopByHop.Is(name) || tokens?.Contains(name) == true)
                continue;
            if (name.Length == 14 && !MayHaveLength(response.StatusCode) && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                continue;
            headers[name] = ToStringValues(value);
        }
    }

    private static StringValues ToStringValues(HeaderStringValues values) => values.Count == 1 ? values.ToString() : new StringValues([.. values]);
}
