using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

internal sealed partial class ActiveStream
{
    /// <summary>How an attempt that did not end well ended: the one place that decides whose fault it was.</summary>
    private AttemptOutcome Classify(ForwarderError error)
    {
        var isTimeout = _deadline.IsCancellationRequested || _perTry is { IsCancellationRequested: true };
        if (_context.Response.HasStarted)
            return ClassifyBroken(error, isTimeout);
        if (_context.RequestAborted.IsCancellationRequested)
            return AttemptOutcome.ClientGone;
        if (isTimeout)
            return ClassifyTimeout();
        var exception = _context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (error == ForwarderError.RequestTimedOut || _context.Response.StatusCode is StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout)
        {
            // Envoy's stream idle timeout is the connection manager's, and it does not report it to outlier detection.
            return _isDeadlineOn || _isUpgrade
                ? AttemptOutcome.Of(FaultOwner.None, UpstreamFailure.StreamTimeout)
                : AttemptOutcome.Of(FaultOwner.Client, UpstreamFailure.RequestStreamTimeout);
        }

        return error switch
        {
            ForwarderError.RequestBodyClient => ClassifyBody(exception),
            // The client library tried again what the host had refused, and met a body that it had read already.
            ForwarderError.Request when Cluster!.Config.Http2 && _requestBody is not null && Is<InvalidOperationException>(exception) =>
                AttemptOutcome.Of(FaultOwner.Upstream, UpstreamFailure.RefusedStream),
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled => AttemptOutcome.Of(FaultOwner.Gateway, UpstreamFailure.InternalError),
            ForwarderError.ResponseBodyClient when !Is<InvalidOperationException>(exception) => AttemptOutcome.ClientGone,
            _ => UpstreamFailure.From(exception, error is not (ForwarderError.Request or ForwarderError.RequestCreation or ForwarderError.RequestBodyDestination)),
        };
    }

    /// <summary>The answer had begun, so that the forwarder has reset the stream or the connection.</summary>
    private AttemptOutcome ClassifyBroken(ForwarderError error, bool isTimeout)
    {
        if (isTimeout && HasOutlived)
            return new AttemptOutcome(FaultOwner.None, ResponseFlags.DT);
        if (isTimeout)
            return new AttemptOutcome(_body is { IsClientBlocking: true } ? FaultOwner.Client : FaultOwner.Upstream, ResponseFlags.UT);
        if (IsClientGone || _context.RequestAborted.IsCancellationRequested
            || error is ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient)
            return AttemptOutcome.ClientGone;
        return IsResponseIdle || error == ForwarderError.UpgradeActivityTimeout
            ? new AttemptOutcome(FaultOwner.None, ResponseFlags.SI)
            : new AttemptOutcome(FaultOwner.Upstream, ResponseFlags.UC);
    }

    private AttemptOutcome ClassifyTimeout()
    {
        if (!_deadline.IsCancellationRequested)
            return AttemptOutcome.Of(FaultOwner.Upstream, UpstreamFailure.PerTryTimeout);
        if (HasOutlived)
            return AttemptOutcome.Of(FaultOwner.None, _isDeadlineOn ? UpstreamFailure.StreamDuration : UpstreamFailure.RequestDuration);
        return _isDeadlineOn
            ? AttemptOutcome.Of(FaultOwner.Upstream, UpstreamFailure.RequestTimeout)
            : AttemptOutcome.Of(FaultOwner.Client, UpstreamFailure.SlowRequest);
    }

    /// <summary>The request's body could not be read: it is malformed or too long, or the client went, which may be known here before the request is aborted.</summary>
    private AttemptOutcome ClassifyBody(Exception? exception) => Is<BadHttpRequestException>(exception)
        ? AttemptOutcome.Of(FaultOwner.Client, new UpstreamFailure(ResponseFlags.DPE, _context.Response.StatusCode, "", RetryConditions.None))
        // Base64 of a gRPC-Web call that is none.
        : Is<FormatException>(exception) ? AttemptOutcome.Of(FaultOwner.Client, UpstreamFailure.CannotBeSent)
        : AttemptOutcome.ClientGone;

    private static bool Is<T>(Exception? exception)
        where T : Exception => exception switch
        {
            null => false,
            T => true,
            AggregateException several => several.InnerExceptions.Any(Is<T>),
            _ => Is<T>(exception.InnerException),
        };

    /// <summary>Takes back the headers of an answer that turned out to be none: neither the gateway's own answer nor that of another host may carry them.</summary>
    private void ForgetAnswer()
    {
        if (!_hasAnswer || _context.Response.HasStarted)
            return;
        _hasAnswer = false;
        var headers = _context.Response.Headers;
        var connection = headers.Connection;
        headers.Clear();
        headers.Connection = connection;
        headers.Server = _snapshot.Server;
        _context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
    }

    /// <summary>Whether the policy lets the request go once more, and it can.</summary>
    private bool MayRetry(AttemptOutcome outcome, Cluster cluster)
    {
        var rules = _forward.Retry;
        if (!outcome.IsRetriable || _requestBody is { CanBeSentAgain: false } || !rules.Covers(outcome.Failure!.RetriedBy))
            return false;
        if (Attempts > rules.Limit)
        {
            ExceedRetries();
            return false;
        }

        var covered = rules.Config.On & outcome.Failure.RetriedBy;
        if (covered == RetryConditions.SafeReset && !IsSafeToRepeat())
            return false;
        return !rules.Config.OtherHostOnly || cluster.HasOtherHost(Host!);
    }

    /// <summary>
    /// Whether the breaker's <c>max_retries</c> counts the retries. Those of the safe rule go to another host once, and are held by <c>max_requests</c>
    /// already: when a host dies under load, all of its requests go once more, and none may fail for the breaker's sake.
    /// </summary>
    private bool AreRetriesLimited => !_forward.Retry.Config.OtherHostOnly;

    /// <summary>The last retry of a configured policy failed too. The safe rule is the gateway's own, and no policy of anybody.</summary>
    private void ExceedRetries()
    {
        if (!AreRetriesLimited)
            return;
        HasExceededRetries = true;
        Cluster!.Stats.Add(ClusterCounter.RqRetryLimitExceeded);
    }

    private bool TakeRetry(Cluster cluster)
    {
        if (AreRetriesLimited && !cluster.Limits.TryEnterRetry())
        {
            cluster.Stats.Add(ClusterCounter.RqRetryOverflow);
            return false;
        }

        cluster.Stats.Add(ClusterCounter.RqRetry);
        return true;
    }

    /// <summary>RFC 9110, 9.2.2: doing it twice does what doing it once does. A request with a body is left alone.</summary>
    private bool IsSafeToRepeat()
    {
        var isIdempotent = _context.Request.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE";
        return isIdempotent && _requestBody is null;
    }
}
