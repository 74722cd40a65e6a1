using EdgeProxy.Gateway.Upstream;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// The headers of a request that goes through the client library. What <see cref="HttpRequestMessage"/> cannot hold becomes a <see cref="RequestHeadOverride"/>.
/// </summary>
internal sealed class UpstreamMessage(HttpRequestMessage upstream) : IUpstreamHeaders
{
    private const string HostName = "Host";
    private RequestHeadOverride? _override;

    /// <summary>Sets the Host, whatever it is: what the client library does not parse is overridden in the end.</summary>
    public void SetHost(string host)
    {
        upstream.Headers.Remove(HostName);
        upstream.Headers.TryAddWithoutValidation(HostName, host);
    }

    public bool Contains(string name) => upstream.Headers.NonValidated.Contains(name)
        || upstream.Content?.Headers.NonValidated.Contains(name) == true || _override?.Headers.ContainsKey(name) == true;

    public void Remove(string name)
    {
        upstream.Headers.Remove(name);
        upstream.Content?.Headers.Remove(name);
        _override?.Headers.Remove(name);
    }

    public void Add(string name, StringValues values)
    {
        var isAdded = values.Count == 1
            ? upstream.Headers.TryAddWithoutValidation(name, values[0])
            : upstream.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        if (isAdded)
            return;
        if (upstream.Content is { } content)
        {
            content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        else if (IsEndToEndContentHeader(name))
        {
            var headers = (_override ??= new RequestHeadOverride()).Headers;
            headers[name] = headers.TryGetValue(name, out var before) ? StringValues.Concat(before, values) : values;
        }
    }

    /// <summary>
    /// Overrides what the client library would write in another way: a Host that it does not parse, a method whose case it changes, and headers that it calls
    /// content headers on a request without content.
    /// </summary>
    /// <param name="method">The method that the client sent; null where the request has another.</param>
    /// <param name="isTunnel">The request asks for an upgrade, whose connection must be known.</param>
    /// <returns>The exchange of a request that has one: over HTTP/1.1, with a body, an upgrade or an overridden head.</returns>
    /// <exception cref="UnsendableRequestException">HTTP/2 offers no means to write it.</exception>
    public UpstreamExchange? Finish(string? method, bool isTunnel)
    {
        var isHttp2 = upstream.Version.Major >= 2;
        var isHostParsed = upstream.Headers.Host is not null;
        var isMethodRewritten = method is not null && RequestHeadOverride.IsMethodRewritten(method);
        RequestHeadOverride? head = null;
        if (!isHostParsed || isMethodRewritten || _override is not null || (isTunnel && !isHttp2))
        {
            if (isHttp2 && (!isHostParsed || isMethodRewritten))
                throw new UnsendableRequestException("Neither this authority nor this method can be written in HTTP/2.");
            var host = upstream.Headers.NonValidated.TryGetValues(HostName, out var given) ? given.ToString() : "";
            head = _override ?? new RequestHeadOverride();
            head.Attach(upstream, host, isMethodRewritten ? method : null);
        }

        if (isHttp2 || (head is null && upstream.Content is null))
            return null;
        var exchange = new UpstreamExchange();
        exchange.Attach(upstream, head);
        return exchange;
    }

    /// <summary>What .NET keeps with the content and RFC 9110 calls end-to-end; the length is the client library's to write.</summary>
    private static bool IsEndToEndContentHeader(string name) => name.ToLowerInvariant() is "allow" or "content-disposition" or "content-encoding"
        or "content-language" or "content-location" or "content-md5" or "content-range" or "content-type" or "expires" or "last-modified";
}
