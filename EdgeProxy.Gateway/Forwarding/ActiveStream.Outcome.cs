using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Model;
using EdgeProxy.Gateway.Stats;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

internal sealed partial class ActiveStream
{
    /// <summary>What became of an attempt that did not end well; null when nothing more can be said to the client.</summary>
    private UpstreamFailure? Classify(ForwarderError error, CancellationTokenSource? perTry)
    {
        if (_context.RequestAborted.IsCancellationRequested && !_context.Response.HasStarted)
        {
            Flag = ResponseFlags.DC;
            return null;
        }

        var isDeadline = _deadline.IsCancellationRequested || perTry is { IsCancellationRequested: true };
        if (_context.Response.HasStarted)
        {
            // The forwarder has reset the stream or the connection.
            Flag = isDeadline ? ResponseFlags.UT
                : IsClientGone || error == ForwarderError.ResponseBodyClient ? ResponseFlags.DC
                : IsResponseIdle ? ResponseFlags.SI
                : ResponseFlags.UC;
            return null;
        }

        if (_deadline.IsCancellationRequested)
            return _isDeadlineOn ? UpstreamFailure.RequestTimeout : UpstreamFailure.SlowRequest;
        if (perTry is { IsCancellationRequested: true })
            return UpstreamFailure.PerTryTimeout;
        if (error == ForwarderError.RequestTimedOut)
            return UpstreamFailure.StreamTimeout;
        if (_context.Response.StatusCode == StatusCodes.Status408RequestTimeout)
            return UpstreamFailure.RequestStreamTimeout;
        var exception = _context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (error == ForwarderError.RequestBodyClient)
        {
            Flag = ResponseFlags.DPE;
            // Kestrel took all headers off the answer when it met what is no body.
            _context.Response.Headers.Server = _snapshot.Server;
            _context.Response.Headers.Connection = "close";
            return null;
        }

        return UpstreamFailure.From(exception);
    }

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

    private void Count(UpstreamFailure? failure, Cluster cluster, UpstreamHost host)
    {
        var flag = failure?.Flag ?? Flag;
        if (failure is not null)
            host.Stats.Add(HostCounter.RqError);
        if (flag == ResponseFlags.UT)
        {
            host.Stats.Add(HostCounter.RqTimeout);
            cluster.Stats.Add(ClusterCounter.RqTimeout);
        }

        if (failure is null)
            cluster.Stats.Add(ClusterCounter.RqTxReset);
        else if (flag is not (ResponseFlags.UT or ResponseFlags.UF))
            cluster.Stats.Add(ClusterCounter.RqRxReset);
    }

    /// <summary>Whether the policy lets the request go once more, and it can.</summary>
    private bool MayRetry(UpstreamFailure failure, Cluster cluster)
    {
        var rules = _forward.Retry;
        if (Attempts > rules.Limit || IsBodyTouched || !rules.Covers(failure.RetriedBy))
            return false;
        var covered = rules.Config.On & failure.RetriedBy;
        if (covered == RetryConditions.SafeReset && !IsSafeToRepeat())
            return false;
        return !rules.Config.OtherHostOnly || cluster.Hosts.Usable.Length > 1;
    }

    /// <summary>
    /// Whether the breaker's <c>max_retries</c> counts the retries. Those of the safe rule go to another host once, and are held by <c>max_requests</c>
    /// already: when a host dies under load, all of its requests go once more, and none may fail for the breaker's sake.
    /// </summary>
    private bool AreRetriesLimited => !_forward.Retry.Config.OtherHostOnly;

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
        var method = _context.Request.Method;
        var isIdempotent = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
            || HttpMethods.IsTrace(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);
        return isIdempotent && _context.Request.Body is not RequestBody;
    }
}
