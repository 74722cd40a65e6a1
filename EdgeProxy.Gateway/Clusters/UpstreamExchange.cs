namespace EdgeProxy.Gateway.Clusters;

/// <summary>
/// A request on its way through the client library, for what the library offers no means to do: writing a head that it cannot hold, and reaching the connection
/// that it picked. The connection finds it by the flow of the request. Ordinary requests have none.
/// </summary>
internal sealed class UpstreamExchange
{
    private static readonly HttpRequestOptionsKey<UpstreamExchange> Key = new("EdgeProxy.UpstreamExchange");
    private static readonly AsyncLocal<UpstreamExchange?> Flow = new();
    private RequestHeadOverride? _head;

    /// <summary>The exchange of the request that this code runs for; null for none.</summary>
    public static UpstreamExchange? Current => Flow.Value;

    /// <summary>The connection that the request was written to; null before that.</summary>
    public IUpstreamConnection? Connection { get; private set; }

    /// <summary>The exchange of a request; null for none.</summary>
    public static UpstreamExchange? Find(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var exchange) ? exchange : null;

    /// <summary>Attaches it to a request over HTTP/1.1.</summary>
    /// <param name="request">The request, with content or with <see cref="RequestHeadOverride.PlaceholderHost"/>.</param>
    /// <param name="head">What its head is overridden with; null for nothing.</param>
    public void Attach(HttpRequestMessage request, RequestHeadOverride? head)
    {
        _head = head;
        request.Options.Set(Key, this);
    }

    /// <summary>Sends a request of which the connection finds this exchange.</summary>
    public Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        Flow.Value = this;
        try
        {
            return send();
        }
        finally
        {
            Flow.Value = null;
        }
    }

    /// <summary>What a connection writes in the place of bytes of the client library: the head with its overrides, the first time.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> bytes, IUpstreamConnection connection)
    {
        Connection = connection;
        if (_head is not { } head)
            return bytes;
        _head = null;
        return head.Apply(bytes.Span);
    }
}
