using System.Diagnostics;
using System.IO.Pipelines;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;
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
    private RequestRefusal? _refusal;
    private ResponseStream? _body;
    private ResponseBody? _content;
    private Activity? _requestSpan;
    private Activity? _span;
    private string? _unrecordedTrace;
    private CancellationTokenSource? _perTry;
    private UpstreamExchange? _exchange;
    private RequestBody? _requestBody;
    private PipeReader? _bodyReader;
    private bool _isEarlyAnswer;
    private ulong _hash;
    private long _attemptStarted;
    private bool _isAttemptOpen;
    private bool _hasPlace;
    private bool _isRetryPending;
    private bool _hasAnswer;
    private bool _isDeadlineOn;
    private TimeSpan _longest;
    private bool _isLifeLimit;
    private GrpcWebExchange? _grpcWeb;
    private bool _isUpgrade;

    /// <summary>When the request came, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Started { get; private set; }

    public HttpContext Context => _context;

    /// <summary>The method, path and protocol as sent.</summary>
    public string Target { get; private set; } = "";

    /// <summary>Path and query as the upstream gets them: rewritten where the route says so.</summary>
    public string UpstreamPath { get; private set; } = "";

    public ResponseFlags Flag { get; private set; }

    /// <summary>The last retry that the policy allows failed too (<c>URX</c>).</summary>
    public bool HasExceededRetries { get; private set; }

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

    /// <summary>The client ended the response: known before the forwarder resets it itself.</summary>
    public bool IsClientGone { get; set; }

    /// <summary>The response's body was given up, and not because it broke.</summary>
    public bool IsResponseIdle { get; set; }

    private long UpstreamStarted { get; set; }

    /// <summary>Answers a request, and lets go of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="connection">Its connection, which gets the stream back at the end.</param>
    /// <param name="snapshot">The configuration that it sees.</param>
    /// <param name="target">Path and query as sent; empty when the codec refused the head.</param>
    /// <param name="refusal">Why it is not even matched; null when it is.</param>
    public Task RunAsync(HttpContext context, DownstreamConnection connection, GatewaySnapshot snapshot, string target, RequestRefusal? refusal)
    {
        _context = context;
        _connection = connection;
        _snapshot = snapshot;
        _refusal = refusal;
        Target = target;
        UpstreamPath = target;
        return RunAsync();
    }

    /// <summary>The request is whole: its route's timeout starts.</summary>
    public void EndRequest()
    {
        if (_isDeadlineOn || _isUpgrade)
            return;
        _isDeadlineOn = true;
        StartDeadline();
    }

    /// <summary>The host answered before it had read the request's body, which nobody wants any more.</summary>
    public bool IsUploadCut => _exchange is { IsAnsweredEarly: true };

    /// <summary>The request's body was read whole.</summary>
    /// <returns>False when the host had answered before.</returns>
    public bool EndUpload() => _exchange?.EndUpload() != false;

    /// <summary>The request's body could not be read to its end.</summary>
    /// <returns>False when the host had answered before.</returns>
    public bool AbandonUpload() => _exchange?.AbandonUpload() != false;

    /// <summary>The body is longer than what is kept for a retry.</summary>
    public void AbandonRetry() => Cluster?.Stats.Add(ClusterCounter.RetryAbandoned);

    /// <summary>The client sends no more into its tunnel.</summary>
    public void FinishTunnel() => _exchange?.Connection?.FinishSending();

    /// <summary>The body bytes that were counted on their way, or the length of an answer of our own.</summary>
    public long BytesSentOrPlanned() =>
        _hasAnswer || _context.Request.Method == HttpMethods.Head ? BytesSent : _context.Response.ContentLength ?? BytesSent;

    public void Dispose()
    {
        _deadline.Dispose();
        _content?.Dispose();
        _body?.Dispose();
    }

    /// <summary>
    /// The whole way of a request. Its task is the only object that an ordinary request makes here: the forwarder's own task is awaited
    /// directly, and what is seldom needed has tasks of its own, which come as further steps.
    /// </summary>
    private async Task RunAsync()
    {
        try
        {
            Begin();
            var step = Start();
            while (step is not null)
                step = Next(await step);
            BrokenResponse.ThrowIfReset(_context);
        }
        finally
        {
            LeaveCluster();
            End();
        }
    }

    private void Begin()
    {
        Started = Stopwatch.GetTimestamp();
        UpstreamStarted = 0;
        UpstreamMilliseconds = -1;
        Flag = ResponseFlags.None;
        HasExceededRetries = false;
        Attempts = 0;
        AnswerStatus = 0;
        BytesReceived = 0;
        BytesSent = 0;
        IsClientGone = false;
        IsResponseIdle = false;
        _isDeadlineOn = false;
        _longest = Timeout.InfiniteTimeSpan;
        _isLifeLimit = false;
        _grpcWeb = null;
        _isRetryPending = false;
        _isUpgrade = false;
        _isEarlyAnswer = false;
        _hasAnswer = false;
        IsRefusedByCodec = false;
        _context.Response.Headers.Server = _snapshot.Server;
        _requestSpan = RequestSpan.Start(_context, _connection, Target, services.Sampling, out _unrecordedTrace);
    }

    /// <summary>The first step of the answer; null when it is done already.</summary>
    private Task<ForwarderError>? Start()
    {
        if (_refusal is { } refusal)
        {
            IsRefusedByCodec = Target.Length == 0;
            if (refusal.Closes)
                _context.Response.Headers.Connection = "close";
            return Answered(RefuseAsync(refusal.Status, refusal.Body, refusal.Flag));
        }

        if (_context.Request.Method == HttpMethods.Connect)
            new Tunnel(this, _connection, _context.Features).Attach();
        _route = _snapshot.Routes.Match(_context, Target);
        if (_snapshot.Config.Listener.GrpcWeb)
            _grpcWeb = GrpcWebExchange.TryStart(_context);
        if (_route is not null)
            ShowRequestId(_route.RequestHeaders, _route.ResponseHeaders);
        return _route switch
        {
            null => Answered(RefuseAsync(StatusCodes.Status404NotFound, "", ResponseFlags.NR)),
            { RequireTls: true } when _connection.Scheme == "http" => Answered(RouteReply.RedirectToTlsAsync(_context, Target)),
            { Forward: { } forward } => StartForward(forward),
            _ => Answered(RouteReply.WriteAsync(_context, _connection, _route, Target, _snapshot.Server)),
        };
    }

    /// <summary>Tells what became of the request, and lets go of it.</summary>
    private void End()
    {
        var duration = Stopwatch.GetElapsedTime(Started);
        var status = _context.Response.StatusCode;
        services.Stats.Add(HttpCounter.RqCompleted);
        services.Stats.CountStatus(status);
        if (Flag != ResponseFlags.None)
            services.Stats.CountFailure(Flag, status);
        services.Stats.RqTime.Record(duration.TotalMilliseconds);
        foreach (var log in services.Gateway.Current.AccessLogs)
            log.Write(this);
        RequestMetrics.Record(duration, _context, _connection.Scheme, this);
        RequestSpan.End(_requestSpan, _context, this);
        var connection = _connection;
        _requestSpan = null;
        _context = null!;
        _connection = null!;
        _snapshot = null!;
        _forward = null!;
        _target = null!;
        _route = null;
        _refusal = null;
        _exchange = null;
        _requestBody = null;
        _bodyReader = null;
        Host = null;
        Cluster = null;
        RequestId = null;
        connection.Return(this);
    }

    /// <summary>An answer of the gateway's own as a step, behind which comes no other.</summary>
    private static Task<ForwarderError>? Answered(Task reply) => reply.IsCompletedSuccessfully ? null : AwaitAsync(reply);

    private static async Task<ForwarderError> AwaitAsync(Task reply)
    {
        await reply;
        return ForwarderError.None;
    }

    private Task RefuseAsync(int status, string body, ResponseFlags flag)
    {
        Flag = flag;
        _context.Response.Headers.Server = _snapshot.Server;
        return LocalReply.WriteAsync(_context, status, body);
    }

    private Task FailAsync(UpstreamFailure failure)
    {
        Flag = failure.Flag;
        // The forwarder takes all headers off an answer that failed.
        _context.Response.Headers.Server = _snapshot.Server;
        if (failure.Flag == ResponseFlags.UO)
            _context.Response.Headers["x-envoy-overloaded"] = "true";
        return LocalReply.WriteAsync(_context, failure.Status, failure.Body, failure.Flag == ResponseFlags.DT ? LocalReply.GrpcDeadlineExceeded : null);
    }
}
