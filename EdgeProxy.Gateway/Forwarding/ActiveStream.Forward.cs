using System.Diagnostics;
using System.Runtime.CompilerServices;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Stats;
using EdgeProxy.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

internal sealed partial class ActiveStream
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ForwardAsync(ForwardRoute forward)
    {
        _forward = forward;
        _target = forward.Pick();
        if (_target.Cluster is not { } cluster)
        {
            await RefuseAsync(forward.Config.ClusterNotFoundStatus, "", ResponseFlags.NR);
            return;
        }

        Cluster = cluster;
        if (!PrepareUpgrade())
        {
            _context.Response.Headers.Connection = "close";
            await RefuseAsync(StatusCodes.Status403Forbidden, "", ResponseFlags.None);
            return;
        }

        if (forward.Cors is { } cors && Cors.Apply(_context, cors))
            return;
        if (!cluster.Limits.TryEnter(out var connection, _context.RequestAborted))
        {
            cluster.Stats.Add(ClusterCounter.RqPendingOverflow);
            await FailAsync(UpstreamFailure.Overflow);
            return;
        }

        if (!connection.IsCompletedSuccessfully && !await WaitAsync(connection, cluster))
            return;
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

    private async Task<bool> WaitAsync(Task connection, Cluster cluster)
    {
        cluster.Stats.Add(ClusterCounter.RqPendingTotal);
        try
        {
            await connection;
            return true;
        }
        catch (OperationCanceledException)
        {
            cluster.Limits.LeaveQueue();
            Flag = ResponseFlags.DC;
            return false;
        }
    }

    /// <summary>Tries hosts until one answers, or until nothing may be tried any more.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AttemptAllAsync(Cluster cluster)
    {
        var hash = cluster.NeedsHash ? RequestHash.Of(_context, Target, _forward.Config.HashPolicies) : 0;
        var isRetry = false;
        while (true)
        {
            var host = cluster.Pick(hash, except: Host);
            if (host is null)
            {
                cluster.Stats.Add(ClusterCounter.NoneHealthy);
                await FailAsync(UpstreamFailure.NoHealthyUpstream);
                break;
            }

            Host = host;
            Attempts++;
            var failure = await AttemptAsync(cluster, host);
            if (isRetry && AreRetriesLimited)
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

            await PrepareRetryAsync();
        }
    }

    /// <summary>One attempt at one host.</summary>
    /// <returns>What failed before response headers; null when an answer went out, or is to be retried.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<UpstreamFailure?> AttemptAsync(Cluster cluster, UpstreamHost host)
    {
        var started = Stopwatch.GetTimestamp();
        AnswerStatus = 0;
        using var limit = PerTryLimit();
        using var span = AttemptSpan.Start(_requestSpan, _context, this, host);
        _span = span;
        Interlocked.Increment(ref host.Active);
        host.Stats.Add(HostCounter.RqTotal);
        cluster.Stats.Add(ClusterCounter.RqTotal);
        UpstreamFailure? failure = null;
        try
        {
            var error = await services.Forwarder.SendAsync(
                _context, host.Prefix, host.Client, _target.Forwarding, this, (limit ?? _deadline).Token);
            if (error != ForwarderError.None)
            {
                failure = Classify(error, limit);
                ForgetAnswer();
                Count(failure, cluster, host);
            }
        }
        finally
        {
            cluster.Stats.Add(ClusterCounter.RqEnded);
            Interlocked.Decrement(ref host.Active);
            var duration = Stopwatch.GetElapsedTime(started);
            cluster.Stats.RqTime.Record(duration.TotalMilliseconds);
            UpstreamMetrics.Record(duration, this, host, failure);
            AttemptSpan.End(span, this, failure);
            if (Flag != ResponseFlags.DC)
                cluster.Outliers?.Report(host, failure is null ? AnswerStatus : 0);
            _span = null;
        }

        return failure;
    }

    /// <summary>Lets a WebSocket through where its route allows it.</summary>
    /// <returns>False when it asks for what the route does not allow.</returns>
    private bool PrepareUpgrade()
    {
        if (_context.Request.Headers.Upgrade.Count == 0 && !HttpMethods.IsConnect(_context.Request.Method))
            return true;
        if (!RequestChecks.IsWebSocket(_context, _connection))
            return true;
        if (!_forward.AllowWebSockets)
            return false;
        _isUpgrade = true;
        _connection.IsUpgraded = true;
        return true;
    }

    private void PrepareBody()
    {
        var body = _context.Features.Get<IHttpRequestBodyDetectionFeature>();
        if (body is not { CanHaveBody: true } || _isUpgrade)
        {
            EndRequest();
            return;
        }

        _context.Request.Body = new RequestBody(_context.Request.Body, this);
        if (_snapshot.Config.Listener.RequestTimeout is { Ticks: > 0 } limit)
            _deadline.CancelAfter(limit);
    }

    private async ValueTask PrepareRetryAsync()
    {
        _isRetryPending = false;
        _hasAnswer = false;
        _context.Response.StatusCode = StatusCodes.Status200OK;
        _context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
        _context.Features.Set<IForwarderErrorFeature>(null);
        var policy = _forward.Retry.Config;
        if (policy.BackOffBase <= TimeSpan.Zero)
            return;
        // Envoy: a random part of base * (2^n - 1), at most the longest pause.
        var longest = Math.Min(policy.BackOffBase.TotalMilliseconds * ((1L << Math.Min(Attempts, 20)) - 1), policy.BackOffMax.TotalMilliseconds);
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest), _context.RequestAborted);
    }

    /// <summary>The limit of one attempt, where the policy has one: the request's deadline holds inside it too.</summary>
    private CancellationTokenSource? PerTryLimit()
    {
        if (_forward.Retry.Config.PerTryTimeout <= TimeSpan.Zero)
            return null;
        var limit = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
        limit.CancelAfter(_forward.Retry.Config.PerTryTimeout);
        return limit;
    }

    private void StartDeadline()
    {
        // In the place of the request's own limit, which it kept.
        _deadline.CancelAfter(_forward.Config.Timeout > TimeSpan.Zero ? _forward.Config.Timeout : Timeout.InfiniteTimeSpan);
    }

    private void StopDeadline()
    {
        if (_deadline.TryReset())
            return;
        _deadline.Dispose();
        _deadline = new CancellationTokenSource();
    }
}
