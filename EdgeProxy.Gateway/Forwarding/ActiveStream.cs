using System.Diagnostics;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// One request from its head to its last byte (Envoy's <c>ActiveStream</c>). It is the transformer of its own forwarding, so that the
/// steps share their state without looking it up, and it is used again for the next request of its connection.
/// </summary>
internal sealed partial class ActiveStream(StreamServices services) : HttpTransformer, IDisposable
{
    private CancellationTokenSource _deadline = new();
    private HttpContext _context = null!;
    private DownstreamConnection _connection = null!;
    private GatewaySnapshot _snapshot = null!;
    private ForwardRoute _forward = null!;
    private ForwardRoute.Target _target = null!;
    private Route? _route;
    private ResponseStream? _body;
    private Activity? _requestSpan;
    private Activity? _span;
    private string? _unrecordedTrace;
    private bool _isRetryPending;
    private bool _hasAnswer;
    private bool _isDeadlineOn;
    private bool _isUpgrade;

    /// <summary>When the request came, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Started { get; private set; }

    public HttpContext Context => _context;

    /// <summary>The method, path and protocol as sent.</summary>
    public string Target { get; private set; } = "";

    public ResponseFlags Flag { get; private set; }

    public Cluster? Cluster { get; private set; }

    /// <summary>The host of the last attempt.</summary>
    public UpstreamHost? Host { get; private set; }

    /// <summary>The status of the last answer of an upstream; 0 without one.</summary>
    public int AnswerStatus { get; private set; }

    public int Attempts { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>Body bytes from the client.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Body bytes to the client.</summary>
    public long BytesSent { get; set; }

    /// <summary>From the first attempt to the response's headers, in milliseconds; -1 without such headers.</summary>
    public long UpstreamMilliseconds { get; private set; }

    /// <summary>The codec refused the head, so that nothing is known of the request.</summary>
    public bool IsRefusedByCodec { get; private set; }

    public string? RouteName => _route?.Config.Name;

    /// <summary>The path, prefix or expression of its route; null without one.</summary>
    public string? RouteTemplate => _route?.Config.Match.Path;

    /// <summary>Some of the body was read, so that the request cannot be sent again.</summary>
    public bool IsBodyTouched { get; set; }

    /// <summary>The client ended the response: known before the forwarder resets it itself.</summary>
    public bool IsClientGone { get; set; }

    /// <summary>The response's body was given up, and not because it broke.</summary>
    public bool IsResponseIdle { get; set; }

    private long UpstreamStarted { get; set; }

    /// <summary>Answers a request.</summary>
    public ValueTask RunAsync(HttpContext context, DownstreamConnection connection, GatewaySnapshot snapshot, string target)
    {
        Begin(context, connection, snapshot, target);
        _route = snapshot.Routes.Match(context, target);
        return _route switch
        {
            null => new ValueTask(RefuseAsync(StatusCodes.Status404NotFound, "", ResponseFlags.NR)),
            { RequireTls: true } when connection.Scheme == "http" => new ValueTask(RouteReply.RedirectToTlsAsync(context, target)),
            { Forward: { } forward } => ForwardAsync(forward),
            _ => new ValueTask(RouteReply.WriteAsync(context, _route, target)),
        };
    }

    /// <summary>Answers a request that is not even matched.</summary>
    public Task RefuseAsync(
        HttpContext context, DownstreamConnection connection, GatewaySnapshot snapshot, string target, RequestRefusal refusal)
    {
        Begin(context, connection, snapshot, target);
        IsRefusedByCodec = target.Length == 0;
        if (refusal.Closes)
            context.Response.Headers.Connection = "close";
        return RefuseAsync(refusal.Status, refusal.Body, refusal.Flag);
    }

    /// <summary>The request is whole: its route's timeout starts.</summary>
    public void EndRequest()
    {
        if (_isDeadlineOn || _isUpgrade)
            return;
        _isDeadlineOn = true;
        StartDeadline();
    }

    /// <summary>Tells what became of the request, and lets go of it.</summary>
    /// <param name="duration">From its head to the last byte of the answer.</param>
    public void End(TimeSpan duration)
    {
        RequestMetrics.Record(duration, _context, _connection.Scheme, this);
        RequestSpan.End(_requestSpan, _context, this);
        _requestSpan = null;
        _context = null!;
        _connection = null!;
        _snapshot = null!;
        _forward = null!;
        _target = null!;
        _route = null;
        Host = null;
        Cluster = null;
        RequestId = null;
    }

    /// <summary>The body bytes that were counted on their way, or the length of an answer of our own.</summary>
    public long BytesSentOrPlanned() =>
        _hasAnswer || HttpMethods.IsHead(_context.Request.Method) ? BytesSent : _context.Response.ContentLength ?? 0;

    public void Dispose()
    {
        _deadline.Dispose();
        _body?.Dispose();
    }

    private void Begin(HttpContext context, DownstreamConnection connection, GatewaySnapshot snapshot, string target)
    {
        _context = context;
        _connection = connection;
        _snapshot = snapshot;
        Target = target;
        Started = Stopwatch.GetTimestamp();
        UpstreamStarted = 0;
        UpstreamMilliseconds = -1;
        Flag = ResponseFlags.None;
        Attempts = 0;
        AnswerStatus = 0;
        BytesReceived = 0;
        BytesSent = 0;
        IsBodyTouched = false;
        IsClientGone = false;
        IsResponseIdle = false;
        _isDeadlineOn = false;
        _isRetryPending = false;
        _isUpgrade = false;
        _hasAnswer = false;
        IsRefusedByCodec = false;
        context.Response.Headers.Server = snapshot.Server;
        _requestSpan = RequestSpan.Start(context, connection, target, out _unrecordedTrace);
    }

    private Task RefuseAsync(int status, string body, ResponseFlags flag)
    {
        Flag = flag;
        return LocalReply.WriteAsync(_context, status, body);
    }

    private Task FailAsync(UpstreamFailure failure)
    {
        Flag = failure.Flag;
        if (failure.Flag == ResponseFlags.UO)
            _context.Response.Headers["x-envoy-overloaded"] = "true";
        return LocalReply.WriteAsync(_context, failure.Status, failure.Body);
    }
}
