using System.Diagnostics;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Stats;
using Microsoft.AspNetCore.Http.Features;
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
    private GatewaySnapshot _snapshot = null!;
    private ForwardRoute _forward = null!;
    private ForwardRoute.Target _target = null!;
    private Route? _route;
    private bool _isRetryPending;
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

    public int Attempts { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>Body bytes from the client.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Body bytes to the client.</summary>
    public long BytesSent { get; set; }

    /// <summary>From the first attempt to the response's headers, in milliseconds; -1 without such headers.</summary>
    public long UpstreamMilliseconds { get; private set; }

    /// <summary>Some of the body was read, so that the request cannot be sent again.</summary>
    public bool IsBodyTouched { get; set; }

    private long UpstreamStarted { get; set; }

    /// <summary>Answers a request.</summary>
    public Task RunAsync(HttpContext context, GatewaySnapshot snapshot, string target)
    {
        Begin(context, snapshot, target);
        _route = snapshot.Routes.Match(context, target);
        return _route switch
        {
            null => RefuseAsync(StatusCodes.Status404NotFound, "", ResponseFlags.NR),
            { Forward: { } forward } => ForwardAsync(_route, forward),
            _ => RouteReply.WriteAsync(context, _route, target),
        };
    }

    /// <summary>Answers a request that is not even matched.</summary>
    public Task RefuseAsync(HttpContext context, GatewaySnapshot snapshot, string target, int status, string body, ResponseFlags flag)
    {
        Begin(context, snapshot, target);
        return RefuseAsync(status, body, flag);
    }

    /// <summary>The request is whole: its route's timeout starts.</summary>
    public void EndRequest()
    {
        if (_isDeadlineOn || _isUpgrade)
            return;
        _isDeadlineOn = true;
        StartDeadline();
    }

    /// <summary>Lets go of the request.</summary>
    public void End()
    {
        _context = null!;
        _snapshot = null!;
        _forward = null!;
        _target = null!;
        _route = null;
        Host = null;
        Cluster = null;
        RequestId = null;
    }

    public void Dispose() => _deadline.Dispose();

    private void Begin(HttpContext context, GatewaySnapshot snapshot, string target)
    {
        _context = context;
        _snapshot = snapshot;
        Target = target;
        Started = Stopwatch.GetTimestamp();
        UpstreamStarted = 0;
        UpstreamMilliseconds = -1;
        Flag = ResponseFlags.None;
        Attempts = 0;
        BytesReceived = 0;
        BytesSent = 0;
        IsBodyTouched = false;
        _isDeadlineOn = false;
        _isRetryPending = false;
        _isUpgrade = false;
        context.Response.Headers.Server = snapshot.Server;
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

    private async Task ForwardAsync(Route route, ForwardRoute forward)
    {
        _forward = forward;
        _target = forward.Pick();
        if (_target.Cluster is not { } cluster)
        {
            await RefuseAsync(forward.Config.ClusterNotFoundStatus, "", ResponseFlags.NR);
            return;
        }

        Cluster = cluster;
        if (!cluster.Limits.TryEnter())
        {
            cluster.Stats.Add(ClusterCounter.RqPendingOverflow);
            await FailAsync(UpstreamFailure.Overflow);
            return;
        }

        try
        {
            PrepareBody();
            UpstreamStarted = Stopwatch.GetTimestamp();
            await AttemptAllAsync(cluster);
        }
        finally
        {
            cluster.Limits.Leave();
            StopDeadline();
        }
    }

    /// <summary>Tries hosts until one answers, or until nothing may be tried any more.</summary>
    private async Task AttemptAllAsync(Cluster cluster)
    {
        var isRetry = false;
        while (true)
        {
            var host = cluster.Pick(hash: 0, except: Host);
            if (host is null)
            {
                cluster.Stats.Add(ClusterCounter.NoneHealthy);
                await FailAsync(UpstreamFailure.NoHealthyUpstream);
                break;
            }

            Host = host;
            Attempts++;
            var failure = await AttemptAsync(cluster, host);
            if (isRetry)
                cluster.Limits.LeaveRetry();
            if (failure is null && !_isRetryPending)
            {
                if (isRetry)
                    cluster.Stats.Add(ClusterCounter.RqRetrySuccess);
                break;
            }

            isRetry = failure is null || (MayRetry(failure, cluster) && TakeRetry(cluster));
            if (!isRetry)
            {
                await FailAsync(failure!);
                break;
            }

            PrepareRetry();
        }
    }

    /// <summary>One attempt at one host.</summary>
    /// <returns>What failed before response headers; null when an answer went out, or is to be retried.</returns>
    private async ValueTask<UpstreamFailure?> AttemptAsync(Cluster cluster, UpstreamHost host)
    {
        Interlocked.Increment(ref host.Active);
        host.Stats.Add(HostCounter.RqTotal);
        cluster.Stats.Add(ClusterCounter.RqTotal);
        try
        {
            var error = await services.Forwarder.SendAsync(_context, host.Prefix, host.Client, _target.Forwarding, this, _deadline.Token);
            if (error == ForwarderError.None)
                return null;
            var failure = Classify(error);
            Count(failure, cluster, host);
            return failure;
        }
        finally
        {
            cluster.Stats.Add(ClusterCounter.RqEnded);
            Interlocked.Decrement(ref host.Active);
        }
    }

    private void PrepareBody()
    {
        var body = _context.Features.Get<IHttpRequestBodyDetectionFeature>();
        if (body is { CanHaveBody: true })
            _context.Request.Body = new RequestBody(_context.Request.Body, this);
        else
            EndRequest();
    }

    private void PrepareRetry()
    {
        _isRetryPending = false;
        _context.Response.StatusCode = StatusCodes.Status200OK;
        _context.Features.Set<IForwarderErrorFeature>(null);
        if (_deadline.IsCancellationRequested)
            StartDeadline();
    }

    private void StartDeadline()
    {
        var limit = _forward.Config.Timeout;
        if (limit <= TimeSpan.Zero)
            return;
        if (_deadline.IsCancellationRequested)
            _deadline = new CancellationTokenSource();
        _deadline.CancelAfter(limit);
    }

    private void StopDeadline()
    {
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource();
        }
    }
}
