using System.IO.Pipelines;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// A request on its way through the client library, for what the library offers no means to do: writing a head that it cannot hold, and reaching the connection
/// that it picked. The connection finds it by the flow of the request. Requests with neither a body nor anything odd have none.
/// </summary>
#pragma warning disable CA1001 // A source without a timer holds nothing, and a connection may still cancel it when the request is over.
internal sealed class UpstreamExchange
#pragma warning restore CA1001
{
    private static readonly HttpRequestOptionsKey<UpstreamExchange> Key = new("EdgeProxy.UpstreamExchange");
    private static readonly AsyncLocal<UpstreamExchange?> Flow = new();
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cut = new();
    private bool _isReadWhole;
    private RequestHeadOverride? _head;
    private PipeReader? _body;

    /// <summary>The exchange of the request that this code runs for; null for none.</summary>
    public static UpstreamExchange? Current => Flow.Value;

    /// <summary>The connection that the request was written to; null before that.</summary>
    public IUpstreamConnection? Connection { get; private set; }

    /// <summary>Its body is being sent.</summary>
    public bool IsUploading { get; private set; }

    /// <summary>The host answered before it had read the body, and the connection waits for the answer to be read.</summary>
    public bool IsAnsweredEarly { get; private set; }

    /// <summary>Ends what is being written when the upload is cut.</summary>
    public CancellationToken Cut => _cut.Token;

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

    /// <summary>The request has a body.</summary>
    /// <param name="body">Where it is read; a pending read is cancelled when the upload is cut.</param>
    public void BeginUpload(PipeReader body)
    {
        _body = body;
        _isReadWhole = false;
        IsUploading = true;
    }

    /// <summary>The body was read whole; its last part is still to be written.</summary>
    /// <returns>False when the upload was cut.</returns>
    public bool EndUpload() => End(isWhole: true);

    /// <summary>The body could not be read to its end: whatever the host says now, it is no early answer.</summary>
    /// <returns>False when the upload was cut before.</returns>
    public bool AbandonUpload() => End(isWhole: false);

    /// <summary>Cuts the upload, for the host has answered; once it is over the answer comes by the usual way.</summary>
    /// <param name="hasWriteFailed">A part of the body could not be written: then the upload is not over although all of the body was read.</param>
    /// <returns>Whether it is cut.</returns>
    public bool AnswerEarly(bool hasWriteFailed = false)
    {
        bool wasReading;
        lock (_lock)
        {
            if (IsAnsweredEarly)
                return true;
            wasReading = IsUploading;
            if (!wasReading && !(hasWriteFailed && _isReadWhole))
                return false;
            IsAnsweredEarly = true;
            IsUploading = false;
            Connection!.Detach();
        }

        // The request may end within the first of these, and its body belongs to the server then.
        if (wasReading)
            _body!.CancelPendingRead();
        _cut.Cancel();
        return true;
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

    /// <summary>What a connection writes instead of bytes of the client library: the head with its overrides, the first time.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> bytes, IUpstreamConnection connection)
    {
        Connection = connection;
        if (_head is not { } head)
            return bytes;
        _head = null;
        return head.Apply(bytes.Span);
    }

    private bool End(bool isWhole)
    {
        lock (_lock)
        {
            IsUploading = false;
            _isReadWhole = isWhole;
            return !IsAnsweredEarly;
        }
    }
}
