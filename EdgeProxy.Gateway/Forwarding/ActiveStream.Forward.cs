using System.Diagnostics;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

internal sealed partial class ActiveStream
{
    private Task<ForwarderError>? StartForward(ForwardRoute forward)
    {
        _forward = forward;
        _target = forward.Pick();
        if (_target.Cluster is not { } cluster)
            return Answered(RefuseAsync(forward.Config.ClusterNotFoundStatus, "", ResponseFlags.NR));
        Cluster = cluster;
        ShowRequestId(_target.RequestHeaders, _target.ResponseHeaders);
        if (!PrepareUpgrade())
        {
            _context.Response.Headers.Connection = "close";
            return Answered(RefuseAsync(StatusCodes.Status403Forbidden, "", ResponseFlags.None));
        }

        if (forward.Times is { } times)
            _longest = times.Duration(_context.Request);
        if (forward.Cors is { } cors && Cors.Apply(_context, cors))
            return null;
        if (!cluster.Limits.TryEnter(out var connection, _context.RequestAborted))
        {
            cluster.Stats.Add(ClusterCounter.RqPendingOverflow);
            return Answered(FailAsync(UpstreamFailure.Overflow));
        }

        return connection.IsCompletedSuccessfully ? AttemptFirst(cluster) : WaitAsync(connection, cluster);
    }

    private async Task<ForwarderError> WaitAsync(Task connection, Cluster cluster)
    {
        // Every connection that the breaker allows is in use.
        cluster.Stats.Add(ClusterCounter.CxOverflow);
        cluster.Stats.Add(ClusterCounter.RqPendingTotal);
        try
        {
            await connection;
        }
        catch (OperationCanceledException)
        {
            cluster.Limits.LeaveQueue();
            Flag = ResponseFlags.DC;
            return ForwarderError.RequestCanceled;
        }

        var step = AttemptFirst(cluster);
        while (step is not null)
            step = Next(await step);
        return ForwarderError.None;
    }

    private Task<ForwarderError>? AttemptFirst(Cluster cluster)
    {
        _hasPlace = true;
        PrepareBody();
        UpstreamStarted = Stopwatch.GetTimestamp();
        _hash = cluster.NeedsHash ? RequestHash.Of(_context, Target, _forward.Config.HashPolicies) : 0;
        return TryPickHost(cluster) ? Attempt(cluster) : Answered(FailAsync(UpstreamFailure.NoHealthyUpstream));
    }

    /// <summary>Gives back what the request holds of its cluster, however it ended.</summary>
    private void LeaveCluster()
    {
        if (_isAttemptOpen)
            CloseAttempt(new AttemptOutcome(FaultOwner.Gateway, Flag));
        if (!_hasPlace)
            return;
        _hasPlace = false;
        Cluster!.Limits.Leave();
        StopDeadline();
    }

    /// <summary>Lets a WebSocket through where its route allows it.</summary>
    /// <returns>False when it asks for what the route does not allow.</returns>
    private bool PrepareUpgrade()
    {
        if (_context.Request.Headers.Upgrade.Count == 0 && _context.Request.Method != HttpMethods.Connect)
            return true;
        if (!RequestChecks.IsWebSocket(_context, _connection))
            return true;
        if (!_forward.AllowWebSockets)
            return false;
        _isUpgrade = true;
        if (_context.Request.Method != HttpMethods.Connect)
            new Tunnel(this, _connection, _context.Features).Attach();
        return true;
    }

    private void PrepareBody()
    {
        var body = _context.Features.Get<IHttpRequestBodyDetectionFeature>();
        if (body is not { CanHaveBody: true } || _isUpgrade)
        {
            EndRequest();
            if (_isUpgrade && _longest >= TimeSpan.Zero)
                SetDeadline(Timeout.InfiniteTimeSpan);
            return;
        }

        _bodyReader = _context.Request.BodyReader;
        var replayLimit = _forward.Retry.MayReplayBodies ? _snapshot.Config.Listener.BufferLimitBytes : 0;
        _context.Request.Body = _requestBody = new RequestBody(_context.Request.Body, this, _context.Request.ContentLength, replayLimit);
        if (_snapshot.Config.Listener.RequestTimeout > TimeSpan.Zero || _longest >= TimeSpan.Zero)
            SetDeadline(_snapshot.Config.Listener.RequestTimeout);
    }

    private void StartDeadline()
    {
        // In the place of the request's own limit, which it kept.
        SetDeadline(_forward.Times?.RouteTimeout(LocalReply.IsGrpc(_context.Request), _context.Request) ?? _forward.Config.Timeout);
    }

    /// <summary>Sets the time that is left: the limit, or what the stream may still live where that is shorter.</summary>
    /// <param name="limit">The limit from now on; 0 or less for none.</param>
    private void SetDeadline(TimeSpan limit)
    {
        _isLifeLimit = false;
        if (limit <= TimeSpan.Zero)
            limit = Timeout.InfiniteTimeSpan;
        if (_longest >= TimeSpan.Zero)
        {
            var left = _longest - Stopwatch.GetElapsedTime(Started);
            _isLifeLimit = limit == Timeout.InfiniteTimeSpan || left < limit;
            if (_isLifeLimit)
                limit = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        _deadline.CancelAfter(limit.ForTimer());
    }

    /// <summary>The deadline that passed was the end of the stream's life.</summary>
    private bool HasOutlived => _isLifeLimit && _deadline.IsCancellationRequested;

    private void StopDeadline()
    {
        if (_deadline.TryReset())
            return;
        _deadline.Dispose();
        _deadline = new CancellationTokenSource();
    }
}
