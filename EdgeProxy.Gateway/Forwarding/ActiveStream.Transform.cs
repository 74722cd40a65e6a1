using System.Diagnostics;
using System.Globalization;
using System.Net;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

internal sealed partial class ActiveStream
{
    private const string ForwardedProto = "x-forwarded-proto";
    private const string RequestIdName = "x-request-id";
    private const string ExpectedTimeoutName = "x-envoy-expected-rq-timeout-ms";
    private const string OriginalPathName = "x-envoy-original-path";
    private const string ServiceTimeName = "x-envoy-upstream-service-time";

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        if (_isEarlyAnswer)
        {
            // Only the answer is read; how it is framed depends on HEAD alone.
            proxyRequest.RequestUri = EarlyAnswerClient.Address;
            return ValueTask.CompletedTask;
        }

        var host = Host!;
        UpstreamPath = _forward.Rewrite?.Apply(Target) ?? Target;
        proxyRequest.RequestUri = host.Targets.Get(UpstreamPath);
        var headers = httpContext.Request.Headers;
        var upstream = new UpstreamRequestHeaders(proxyRequest);
        upstream.Copy(headers);
        upstream.SetHost(_forward.Config.AutoHostRewrite ? host.Endpoint.Address : _forward.Config.HostRewrite ?? headers.Host.ToString());
        if (!headers.ContainsKey(ForwardedProto))
            proxyRequest.Headers.TryAddWithoutValidation(ForwardedProto, _connection.Scheme);
        AddRequestId(proxyRequest);
        if (!string.Equals(UpstreamPath, Target, StringComparison.Ordinal))
        {
            headers[OriginalPathName] = Target;
            proxyRequest.Headers.TryAddWithoutValidation(OriginalPathName, Target);
        }

        if (_snapshot.Config.Listener.UseRemoteAddress)
        {
            upstream.CopyOne(headers, ForwardedFor.InternalName);
            upstream.CopyOne(headers, ForwardedFor.ExternalAddressName);
        }

        var expected = _forward.Times is { } times ? times.ExpectedTimeout(LocalReply.IsGrpc(httpContext.Request), httpContext.Request) : _forward.ExpectedTimeout;
        if (expected is { } timeout)
            proxyRequest.Headers.TryAddWithoutValidation(ExpectedTimeoutName, timeout);
        if (_target.RequestHeaders is { } ofTarget)
            upstream.Apply(ofTarget, httpContext, host.AddressText);
        if (_route!.RequestHeaders is { } ofRoute)
            upstream.Apply(ofRoute, httpContext, host.AddressText);
        // The forwarder makes a key of its own for the upgrade of a stream (RFC 8441, 5); a second one would spoil it.
        if (_isUpgrade && HttpProtocol.IsHttp2(httpContext.Request.Protocol))
            proxyRequest.Headers.Remove("Sec-WebSocket-Key");
        _exchange = upstream.Finish(_isUpgrade ? null : httpContext.Request.Method, _isUpgrade);
        if (proxyRequest.Content is not null)
            _exchange?.BeginUpload(_bodyReader!);
        AttemptSpan.Propagate(_span, _unrecordedTrace, proxyRequest);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return new ValueTask<bool>(true);
        var status = (int)proxyResponse.StatusCode;
        if (status == StatusCodes.Status101SwitchingProtocols && !_isUpgrade)
            throw new HttpIOException(HttpRequestError.InvalidResponse, "The host switched protocols, and nobody asked it to.");
        AnswerStatus = status;
        CountAnswer(status, Cluster!, Host!);
        if (_forward.Retry.LooksAtAnswers && IsRetried(status, proxyResponse))
        {
            _isRetryPending = true;
            return new ValueTask<bool>(false);
        }

        if (_isUpgrade && status is >= 200 and < 300 && proxyResponse.Version.Major < 2 && HttpProtocol.IsHttp2(httpContext.Request.Protocol))
            throw new UpgradeDeclinedException("The host answered without upgrading.");
        var response = httpContext.Response;
        _hasAnswer = true;
        _requestBody?.Release();
        DownstreamResponseHeaders.Copy(proxyResponse, response);
        UpstreamMilliseconds = (long)Stopwatch.GetElapsedTime(UpstreamStarted).TotalMilliseconds;
        response.Headers[ServiceTimeName] = UpstreamMilliseconds.ToString(CultureInfo.InvariantCulture);
        if (_target.ResponseHeaders is { } ofTarget)
            DownstreamResponseHeaders.Apply(ofTarget, httpContext, Host!.AddressText);
        if (_route!.ResponseHeaders is { } ofRoute)
            DownstreamResponseHeaders.Apply(ofRoute, httpContext, Host!.AddressText);
        // Envoy's server_header_transformation is OVERWRITE, after the changes of the route.
        response.Headers.Server = _snapshot.Server;
        // The rest of the request's body is nobody's any more.
        if (_isEarlyAnswer && HttpProtocol.IsHttp11(httpContext.Request.Protocol))
            response.Headers.Connection = "close";
        if (proxyResponse.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            // Read now: the answer loses its content to the one that is read instead.
            var wrap = _grpcWeb?.Wrap(proxyResponse);
            if (wrap is not null)
                response.ContentLength = null;
            proxyResponse.Content = (_content ??= new ResponseBody(_body ??= new ResponseStream(this))).Over(proxyResponse.Content, wrap);
        }

        return new ValueTask<bool>(true);
    }

    /// <summary>The trailers of the service; those of a gRPC-Web call are a part of its body.</summary>
    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        _grpcWeb is null ? base.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken) : ValueTask.CompletedTask;

    private void AddRequestId(HttpRequestMessage proxyRequest)
    {
        if (_context.Request.Headers.TryGetValue(RequestIdName, out var given) && given.Count > 0)
        {
            RequestId = given;
            return;
        }

        if (!_snapshot.Config.Listener.GenerateRequestId)
            return;
        RequestId ??= RequestIds.Next();
        proxyRequest.Headers.TryAddWithoutValidation(RequestIdName, RequestId);
    }

    /// <summary>In Envoy a generated id is one of the request's headers, which the configured headers of a route may name: <c>%REQ(x-request-id)%</c>.</summary>
    private void ShowRequestId(HeaderChanges? ofRequest, HeaderChanges? ofResponse)
    {
        var headers = _context.Request.Headers;
        if ((ofRequest ?? ofResponse) is not null && headers[RequestIdName].Count == 0 && _snapshot.Config.Listener.GenerateRequestId)
            headers[RequestIdName] = RequestIds.Next();
    }

    private static void CountAnswer(int status, Cluster cluster, UpstreamHost host)
    {
        cluster.Stats.Add(ClusterCounter.RqCompleted);
        cluster.Stats.CountStatus(status);
        host.Stats.Add(status >= 500 ? HostCounter.RqError : HostCounter.RqSuccess);
    }

    private bool IsRetried(int status, HttpResponseMessage proxyResponse)
    {
        var rules = _forward.Retry;
        if (_requestBody is { CanBeSentAgain: false })
            return false;
        var isCovered = rules.CoversStatus(status)
            || (proxyResponse.Headers.NonValidated.TryGetValues("grpc-status", out var grpc) && rules.CoversGrpcStatus(grpc.ToString()));
        if (isCovered && Attempts > rules.Limit)
            ExceedRetries();
        return isCovered && Attempts <= rules.Limit && TakeRetry(Cluster!);
    }
}
