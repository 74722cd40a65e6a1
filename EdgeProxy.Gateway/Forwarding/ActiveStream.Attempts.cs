using System.Diagnostics;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

internal sealed partial class ActiveStream
{
    /// <summary>The step after a step; null once an answer went out or nobody is left to get one.</summary>
    private Task<ForwarderError>? Next(ForwarderError error)
    {
        // Steps that are no attempt, or ended theirs, are the last.
        if (!_isAttemptOpen)
            return null;
        if (IsUploadCut && !_isEarlyAnswer)
            return PassEarlyAnswerAsync();
        var outcome = EndAttempt(error);
        return outcome.Failure is null && !_isRetryPending ? null : RetryAsync(outcome);
    }

    /// <summary>Tries further hosts until one answers, or until nothing may be tried any more.</summary>
    /// <param name="outcome">How the attempt before ended.</param>
    private async Task<ForwarderError> RetryAsync(AttemptOutcome outcome)
    {
        var cluster = Cluster!;
        while (_isRetryPending || (MayRetry(outcome, cluster) && TakeRetry(cluster)))
        {
            try
            {
                await PrepareRetryAsync();
                if (!TryPickHost(cluster))
                {
                    await FailAsync(UpstreamFailure.NoHealthyUpstream);
                    return ForwarderError.None;
                }

                var error = await Attempt(cluster);
                outcome = EndAttempt(IsUploadCut ? await PassEarlyAnswerAsync() : error);
            }
            finally
            {
                if (AreRetriesLimited)
                    cluster.Limits.LeaveRetry();
            }

            if (outcome.Failure is null && !_isRetryPending)
            {
                cluster.Stats.Add(ClusterCounter.RqRetrySuccess);
                return ForwarderError.None;
            }
        }

        if (outcome.Owner == FaultOwner.Client && HttpProtocol.IsHttp11(_context.Request.Protocol))
            _context.Response.Headers.Connection = "close";
        await FailAsync(outcome.Failure!);
        return ForwarderError.None;
    }

    private bool TryPickHost(Cluster cluster)
    {
        var host = cluster.Pick(_hash, except: Host);
        if (host is null)
        {
            cluster.Stats.Add(ClusterCounter.NoneHealthy);
            return false;
        }

        Host = host;
        Attempts++;
        return true;
    }

    /// <summary>Begins an attempt at the host that was picked; <see cref="EndAttempt"/> takes its result.</summary>
    private Task<ForwarderError> Attempt(Cluster cluster)
    {
        var host = Host!;
        _attemptStarted = Stopwatch.GetTimestamp();
        AnswerStatus = 0;
        _perTry = PerTryLimit();
        _span = AttemptSpan.Start(_requestSpan, _context, this, host);
        _isAttemptOpen = true;
        Interlocked.Increment(ref host.Active);
        host.Stats.Add(HostCounter.RqTotal);
        cluster.Stats.Add(ClusterCounter.RqTotal);
        return services.Forwarder.SendAsync(_context, host.Prefix, host.Client, _target.Forwarding, this, (_perTry ?? _deadline).Token).AsTask();
    }

    /// <summary>
    /// Passes the answer of a host that did not wait for the request's body: the forwarder sees a request without one, on the connection that the host answered on.
    /// </summary>
    private async Task<ForwarderError> PassEarlyAnswerAsync()
    {
        var connection = _exchange!.Connection!;
        _isEarlyAnswer = true;
        ResetResponse();
        EndRequest();
        _context.Features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        using var client = EarlyAnswerClient.Create(connection);
        try
        {
            return await services.Forwarder.SendAsync(_context, Host!.Prefix, client, _target.Forwarding, this, (_perTry ?? _deadline).Token);
        }
        finally
        {
            connection.CloseDetached();
        }
    }

    private void ResetResponse()
    {
        _hasAnswer = false;
        _context.Response.StatusCode = StatusCodes.Status200OK;
        _context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
        _context.Features.Set<IForwarderErrorFeature>(null);
    }

    /// <summary>Ends an attempt and counts it.</summary>
    private AttemptOutcome EndAttempt(ForwarderError error)
    {
        var outcome = AttemptOutcome.Answered;
        if (error != ForwarderError.None && !IsAnswerWhole(error))
        {
            outcome = Classify(error);
            if (outcome.Failure is null)
                Flag = outcome.Flag;
            ForgetAnswer();
            outcome.Count(Cluster!.Stats, Host!.Stats);
        }

        CloseAttempt(outcome);
        return outcome;
    }

    /// <summary>The client has the whole answer, and the host closed without taking the rest of a body that it did not need (RFC 9112, 9.5): nobody's fault.</summary>
    private bool IsAnswerWhole(ForwarderError error) =>
        error == ForwarderError.RequestBodyDestination && _context.Response is { HasStarted: true, ContentLength: { } length } && BytesSent == length;

    private void CloseAttempt(AttemptOutcome outcome)
    {
        var (cluster, host) = (Cluster!, Host!);
        _isAttemptOpen = false;
        cluster.Stats.Add(ClusterCounter.RqEnded);
        Interlocked.Decrement(ref host.Active);
        var duration = Stopwatch.GetElapsedTime(_attemptStarted);
        cluster.Stats.RqTime.Record(duration.TotalMilliseconds);
        UpstreamMetrics.Record(duration, this, host, outcome.Failure);
        AttemptSpan.End(_span, this, outcome.Failure);
        outcome.Report(cluster, host, AnswerStatus);
        _span?.Dispose();
        _span = null;
        _perTry?.Dispose();
        _perTry = null;
    }

    private async ValueTask PrepareRetryAsync()
    {
        _isRetryPending = false;
        _requestBody?.Rewind();
        ResetResponse();
        var policy = _forward.Retry.Config;
        if (policy.BackOffBase <= TimeSpan.Zero)
            return;
        // Envoy: a random part of base * (2^n - 1), at most the longest pause.
        var longest = Math.Min(policy.BackOffBase.TotalMilliseconds * ((1L << Math.Min(Attempts, 20)) - 1), policy.BackOffMax.ForTimer().TotalMilliseconds);
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest), _context.RequestAborted);
    }

    /// <summary>The limit of one attempt, where the policy has one: the request's deadline holds inside it too.</summary>
    private CancellationTokenSource? PerTryLimit()
    {
        if (_forward.Retry.Config.PerTryTimeout <= TimeSpan.Zero)
            return null;
        var limit = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
        limit.CancelAfter(_forward.Retry.Config.PerTryTimeout.ForTimer());
        return limit;
    }

    /// <summary>Says that a request has no body to send.</summary>
    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static NoBody Instance { get; } = new();

        public bool CanHaveBody => false;
    }
}
