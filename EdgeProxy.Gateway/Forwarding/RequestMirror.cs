using System.Buffers;
using System.Net.Http.Headers;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Copies of one request for other clusters (Envoy, "Traffic shadowing"). They are sent when the request has arrived whole: its body is kept for them up to the
/// connection's buffer limit, and a longer one is not copied.
/// </summary>
internal sealed class RequestMirror
{
    private const string ShadowSuffix = "-shadow";
    private readonly MirrorSender _sender;
    private readonly TimeSpan _timeout;
    private readonly List<(Cluster Cluster, HttpRequestMessage Copy)> _copies = [];
    private readonly int _mostBytes;
    private ArrayBufferWriter<byte>? _body;
    private bool _isAbandoned;

    private RequestMirror(MirrorSender sender, TimeSpan timeout, int mostBytes)
    {
        _sender = sender;
        _timeout = timeout;
        _mostBytes = mostBytes;
    }

    /// <summary>Copies the head of a request that is about to be sent; null where none is copied.</summary>
    /// <param name="mirrors">The clusters.</param>
    /// <param name="request">The request to the upstream.</param>
    /// <param name="method">Its method, as the client sent it.</param>
    /// <param name="path">Path and query as the upstream gets them.</param>
    /// <param name="sender">What sends the copies.</param>
    /// <param name="mostBytes">How long a body may be.</param>
    public static RequestMirror? Create(Mirrors mirrors, HttpRequestMessage request, string method, string path, MirrorSender sender, int mostBytes)
    {
        if (mirrors.Pick() is not { Count: > 0 } targets)
            return null;
        var mirror = new RequestMirror(sender, mirrors.Timeout, mostBytes);
        foreach (var (cluster, keepHost) in targets)
            mirror._copies.Add((cluster, Copy(request, method, path, keepHost)));
        if (request.Content is null)
            mirror.Send();
        return mirror;
    }

    /// <summary>Keeps a part of the body.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_isAbandoned)
            return;
        _body ??= new ArrayBufferWriter<byte>();
        if (_body.WrittenCount + bytes.Length <= _mostBytes)
        {
            _body.Write(bytes);
            return;
        }

        _isAbandoned = true;
        _body = null;
        foreach (var (cluster, copy) in _copies)
        {
            cluster.Stats.Add(ClusterCounter.RetryAbandoned);
            copy.Dispose();
        }
    }

    /// <summary>The request arrived whole: its copies are sent.</summary>
    public void Send()
    {
        if (_isAbandoned)
            return;
        _isAbandoned = true;
        foreach (var (cluster, copy) in _copies)
        {
            if (copy.Content is EmptyContent headers)
            {
                copy.Content = new ReadOnlyMemoryContent(_body?.WrittenMemory ?? default);
                foreach (var (name, values) in headers.Headers.NonValidated)
                {
                    if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                        copy.Content.Headers.TryAddWithoutValidation(name, values);
                }
            }

            _sender.Send(cluster, copy, _timeout);
        }
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, string method, string path, bool keepHost)
    {
        var copy = new HttpRequestMessage(new HttpMethod(method), new Uri("http://mirror" + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        CopyHeaders(request.Headers.NonValidated, copy.Headers);
        if (request.Headers.NonValidated.TryGetValues("Host", out var hosts))
        {
            copy.Headers.Remove("Host");
            copy.Headers.TryAddWithoutValidation("Host", keepHost ? hosts.ToString() : Shadow(hosts.ToString()));
        }

        if (request.Content is { } content)
        {
            copy.Content = new EmptyContent();
            CopyHeaders(content.Headers.NonValidated, copy.Content.Headers);
        }

        return copy;
    }

    private static void CopyHeaders(HttpHeadersNonValidated from, HttpHeaders to)
    {
        foreach (var (name, values) in from)
            to.TryAddWithoutValidation(name, values);
    }

    /// <summary>Envoy: the suffix goes before the port.</summary>
    private static string Shadow(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? string.Concat(host.AsSpan(0, colon), ShadowSuffix, host.AsSpan(colon)) : host + ShadowSuffix;
    }

    /// <summary>Carries the headers of a body that has not arrived yet.</summary>
    private sealed class EmptyContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }
}
