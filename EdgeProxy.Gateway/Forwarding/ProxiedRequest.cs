using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

// The states of a request, and the methods that change them:
//
//   Begin -> Start -+-> local reply: refused -----------------------------------------------------------+
//                   |                                                                                   |
//                   +-> StartFilters -> local reply of a filter ----------------------------------------+
//                   |        |                                                                          |
//                   +--------+-> Dispatch -> local reply: no route, redirect, direct response ----------+
//                                   |                                                                   |
//                                   +-> StartForward -+-> local reply: no cluster, overflow ------------+
//                                     |                                                                 |
//                                     +-> WaitAsync (queue of the circuit breaker) -+                   |
//                                     |                                             |                   |
//                                     +---------------------------------------------+-> AttemptFirst    |
//                                                                                           |           |
//        +---------------------------------------------------------------------------> Attempt          |
//        |                                                                                  |           |
//        |        YARP's forwarder (TransformRequestAsync, TransformResponseAsync) or       |           |
//        |        DirectForwarder (WriteHeaders, TakeStatus, FinishResponseHeaders)         |           |
//        |                                                                                  v           |
//        |        PassEarlyAnswerAsync <- the host answered before the body ended ------- Next          |
//        |                 |                                                                |           |
//        |                 +----------------------------------------------------------> EndAttempt      |
//        |                                                                                  |           |
//        +-- RetryAsync <- failed, and the retry policy covers it --------------------------+           |
//                 |                                                                         |           v
//                 +-> FailAsync: local reply -----------------------------------------------+-------> ReleaseCluster -> End

/// <summary>
/// One request from its head to its last byte (Envoy's <c>ActiveStream</c>). It is the transformer of its own forwarding, so that the
/// steps share their state without a lookup, and its connection uses it again for the next request.
/// </summary>
internal sealed class ProxiedRequest(ProxiedRequestServices services) : HttpTransformer, IFilteredRequest, IDisposable
{
    private const string ForwardedProto = "x-forwarded-proto";
    private const string RequestIdName = "x-request-id";
    private const string ExpectedTimeoutName = "x-envoy-expected-rq-timeout-ms";
    private const string OriginalPathName = "x-envoy-original-path";
    private const string ServiceTimeName = "x-envoy-upstream-service-time";

    // Of this request alone: both are replaced whole.
    private RequestInfo _info;
    private State _state;

    // Kept for the next request.
    private readonly RequestDeadline _deadline = new();
    private DirectForwarder? _direct;
    private ResponseStream? _responseStream;
    private ResponseBody? _responseBody;

    /// <summary>What is reported of the request.</summary>
    public ref readonly RequestInfo Info => ref _info;

    public HttpContext Context => _info.Context;

    /// <summary>Body bytes from the client.</summary>
    public long BytesReceived
    {
        get => _info.BytesReceived;
        set => _info.BytesReceived = value;
    }

    /// <summary>Body bytes to the client.</summary>
    public long BytesSent
    {
        get => _info.BytesSent;
        set => _info.BytesSent = value;
    }

    /// <summary>The client ended the response: known before the forwarder resets it itself.</summary>
    public bool IsClientGone
    {
        set => _state.IsClientGone = value;
    }

    /// <summary>The response's body was aborted for its idle timeout, and not because it broke.</summary>
    public bool IsResponseIdle
    {
        set => _state.IsResponseIdle = value;
    }

    /// <summary>The rest of the request's body is not sent any more.</summary>
    public bool IsUploadCut => IsAnsweredEarly || _direct is { IsUploadCut: true };

    /// <summary>The body of the request on its way upstream; null for none.</summary>
    public RequestBody? Body => _state.Body;

    /// <summary>Where the body is read from.</summary>
    public PipeReader? BodyReader => _state.BodyReader;

    /// <summary>How long nothing may move.</summary>
    public TimeSpan IdleTimeout => _state.Forward.IdleTimeout;

    /// <summary>Path and query as the upstream gets them.</summary>
    public string UpstreamPath => _info.UpstreamPath;

    /// <summary>What is sent to a client of HTTP/1 beside its responses; null for others.</summary>
    public PipeWriter? ClientOutput => HttpProtocol.IsHttp11(Context.Request.Protocol) ? _state.Connection.Output : null;

    /// <summary>Whether the retry policy depends on the response of a host.</summary>
    public bool LooksAtAnswers => _state.Forward.Retry.LooksAtAnswers;

    /// <summary>The host answered before it had read the request's body, and the client library waits for the end of the upload.</summary>
    private bool IsAnsweredEarly => _state.Exchange is { IsAnsweredEarly: true };

    /// <summary>The response waits for the client to read, or did until it was aborted.</summary>
    private bool IsClientBlocking => _state.IsDirect ? _direct!.IsClientBlocking : _responseStream is { IsClientBlocking: true };

    /// <summary>What ended the attempt, as its forwarder reports it.</summary>
    private Exception? AttemptFailure => _state.IsDirect ? _direct!.Failure : Context.Features.Get<IForwarderErrorFeature>()?.Exception;

    /// <summary>
    /// Whether the breaker's <c>max_retries</c> counts the retries. Those of the safe rule go to another host once, and are held by <c>max_requests</c>
    /// already: when a host dies under load, all of its requests go once more, and none may fail for the breaker's sake.
    /// </summary>
    private bool AreRetriesLimited => !_state.Forward.Retry.Config.OtherHostOnly;

    /// <summary>Answers a request, and returns itself to the connection at its end.</summary>
    /// <param name="context">The request.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="manager">The connection manager with the configuration that it sees.</param>
    /// <param name="target">Path and query as sent; empty when the codec refused the head.</param>
    /// <param name="refusal">Why it is not even matched; null when it is.</param>
    public Task RunAsync(HttpContext context, DownstreamConnection connection, ConnectionManager manager, string target, RequestRefusal? refusal)
    {
        _info = new RequestInfo(context, target, services.Time);
        _state = new State { Connection = connection, Manager = manager, Refusal = refusal };
        return RunAsync();
    }

    /// <summary>The request is whole: its route's timeout starts.</summary>
    public void EndRequest()
    {
        if (_state.IsRequestWhole || _state.IsUpgrade)
            return;
        _state.IsRequestWhole = true;
        // Replaces the limit of the request itself, which it kept.
        var (forward, request) = (_state.Forward, Context.Request);
        _deadline.Set(forward.Times?.RouteTimeout(GrpcRequest.Is(request), request) ?? forward.Config.Timeout, _info.Started);
    }

    /// <summary>The request's body was read whole.</summary>
    /// <returns>False when the host had answered before.</returns>
    public bool EndUpload() => _state.Exchange?.EndUpload() != false;

    /// <summary>The request's body could not be read to its end.</summary>
    /// <returns>False when the host had answered before.</returns>
    public bool AbandonUpload() => _state.Exchange?.AbandonUpload() != false;

    /// <summary>The body is longer than what is kept for a retry.</summary>
    public void AbandonRetry() => _info.Cluster?.Stats.Add(ClusterCounter.RetryAbandoned);

    /// <summary>The client sends no more into its tunnel.</summary>
    public void FinishTunnel() => _state.Exchange?.Connection?.FinishSending();

    public void Dispose()
    {
        _deadline.Dispose();
        _direct?.Dispose();
        _responseBody?.Dispose();
        _responseStream?.Dispose();
    }

    /// <summary>
    /// The whole way of a request. Its task is the only object that an ordinary request allocates here: the forwarder's own task is awaited
    /// directly, and what is rarely needed has tasks of its own, which come as further steps.
    /// </summary>
    private async Task RunAsync()
    {
        try
        {
            Begin();
            var step = Start();
            while (step is not null)
                step = Next(await step);
            BrokenResponse.ThrowIfReset(Context);
        }
        finally
        {
            ReleaseCluster();
            End();
        }
    }

    // ---- 1. Begin: refuse it, or match its route.
    private void Begin()
    {
        Context.Response.Headers.Server = _state.Manager.Server;
        _state.RequestSpan = RequestSpan.Start(Context, _state.Connection.Scheme, _info.Target, services.Sampling, out _state.UnrecordedTrace);
    }

    /// <summary>The first step of the response; null when it is complete already.</summary>
    private Task<ForwarderError>? Start()
    {
        if (_state.Refusal is { } refusal)
        {
            _info.IsRefusedByCodec = _info.Target.Length == 0;
            if (refusal.Closes)
                Context.Response.Headers.Connection = "close";
            return Answered(RefuseAsync(refusal.Status, refusal.Body, refusal.Flag));
        }

        var manager = _state.Manager;
        if (manager.Config.SchemeOverwrite is { } scheme)
            Context.Request.Scheme = scheme;
        if (Context.Request.Method == HttpMethods.Connect)
            new Tunnel(this, _state.Connection, Context.Features).Attach();
        var route = _state.Route = manager.Routes.Match(Context, _info.Target);
        _info.Route = route?.Config;
        return manager.Filters?.For(route) is { } filters ? StartFilters(filters) : Dispatch();
    }

    // ---- 2. The HTTP filters of the route, where it has some.
    private Task<ForwarderError>? StartFilters(HttpFilter[] filters)
    {
        var listener = _state.Manager.Config;
        // A generated id is one of the request's headers for the filters too.
        if (listener.GenerateRequestId && Context.Request.Headers[RequestIdName].Count == 0)
            Context.Request.Headers[RequestIdName] = RequestIdGenerator.Next();
        var context = _state.Filters = new FilterContext(this, _state.Connection.Scheme, _info.Target, _state.Route, listener);
        for (var index = 0; index < filters.Length; index++)
        {
            var step = filters[index].OnRequestAsync(context);
            if (!step.IsCompletedSuccessfully)
                return ContinueFiltersAsync(filters, index, step, context);
            if (step.Result is { } reply)
                return Answered(ReplyAsync(reply));
        }

        return LeaveFilters(context);
    }

    private async Task<ForwarderError> ContinueFiltersAsync(HttpFilter[] filters, int index, ValueTask<FilterReply?> step, FilterContext context)
    {
        try
        {
            var reply = await step;
            while (reply is null && ++index < filters.Length)
                reply = await filters[index].OnRequestAsync(context);
            if (reply is not null)
            {
                await ReplyAsync(reply);
                return ForwarderError.None;
            }
        }
        catch (Exception failure) when (Context.RequestAborted.IsCancellationRequested && failure is OperationCanceledException or IOException)
        {
            _info.Flag = ResponseFlags.DC;
            return ForwarderError.RequestCanceled;
        }

        for (var next = LeaveFilters(context); next is not null;)
            next = Next(await next);
        return ForwarderError.None;
    }

    private Task<ForwarderError>? LeaveFilters(FilterContext context)
    {
        _info.Flag = context.Flag;
        _info.Target = _info.UpstreamPath = context.Target;
        if (context.ClearsRoute)
        {
            _state.Route = _state.Manager.Routes.Match(Context, context.Target);
            _info.Route = _state.Route?.Config;
        }

        return Dispatch();
    }

    private Task ReplyAsync(FilterReply reply)
    {
        _info.Flag = reply.Flag;
        var body = LocalReply.Prepare(Context, reply.Status, reply.Content, reply.GrpcStatus);
        foreach (var (name, _) in reply.Headers)
            Context.Response.Headers.Remove(name);
        foreach (var (name, value) in reply.Headers)
            Context.Response.Headers.Append(name, value);
        Context.Response.Headers.Server = _state.Manager.Server;
        return LocalReply.SendAsync(Context, body);
    }

    // ---- 3. What the route says.
    private Task<ForwarderError>? Dispatch()
    {
        var (manager, connection, route) = (_state.Manager, _state.Connection, _state.Route);
        if (route is not null)
            ShowRequestId(route.RequestHeaders, route.ResponseHeaders);
        return route switch
        {
            null => Answered(RefuseAsync(StatusCodes.Status404NotFound, "", ResponseFlags.NR)),
            { RequireTls: true } when connection.Scheme == "http" => Answered(RouteReply.RedirectToTlsAsync(Context, _info.Target)),
            { Forward: { } forward } => StartForward(forward),
            _ => Answered(RouteReply.WriteAsync(_info, connection, route, manager.Server)),
        };
    }

    // ---- 4. Acquire a permit of the cluster.
    private Task<ForwarderError>? StartForward(ForwardRoute forward)
    {
        _state.Forward = forward;
        var target = _state.Target = forward.Pick();
        if (target.Cluster is not { } cluster)
            return Answered(RefuseAsync(forward.Config.ClusterNotFoundStatus, "", ResponseFlags.NR));
        _info.Cluster = cluster;
        ShowRequestId(target.RequestHeaders, target.ResponseHeaders);
        if (!PrepareUpgrade())
        {
            Context.Response.Headers.Connection = "close";
            return Answered(RefuseAsync(StatusCodes.Status403Forbidden, "", ResponseFlags.None));
        }

        _deadline.MaxStreamDuration = forward.Times?.Duration(Context.Request) ?? Timeout.InfiniteTimeSpan;
        if (!cluster.Limits.TryAcquire(out var connection, Context.RequestAborted))
        {
            cluster.Stats.Add(ClusterCounter.RqPendingOverflow);
            return Answered(FailAsync(UpstreamFailure.Overflow));
        }

        return connection.IsCompletedSuccessfully ? AttemptFirst(cluster) : WaitAsync(connection, cluster);
    }

    /// <summary>Lets a WebSocket through where its route allows it.</summary>
    /// <returns>False when it asks for what the route does not allow.</returns>
    private bool PrepareUpgrade()
    {
        if (Context.Request.Headers.Upgrade.Count == 0 && Context.Request.Method != HttpMethods.Connect)
            return true;
        if (!RequestChecks.IsWebSocket(Context, _state.Connection))
            return true;
        if (!_state.Forward.AllowWebSockets)
            return false;
        _state.IsUpgrade = true;
        if (Context.Request.Method != HttpMethods.Connect)
            new Tunnel(this, _state.Connection, Context.Features).Attach();
        return true;
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
            cluster.Limits.ReleaseQueued();
            _info.Flag = ResponseFlags.DC;
            return ForwarderError.RequestCanceled;
        }

        var step = AttemptFirst(cluster);
        while (step is not null)
            step = Next(await step);
        return ForwarderError.None;
    }

    /// <summary>Releases what the request holds of its cluster, however it ended.</summary>
    private void ReleaseCluster()
    {
        if (_state.IsAttemptOpen)
            CloseAttempt(new AttemptOutcome(FaultOwner.Gateway, _info.Flag));
        if (!_state.HoldsPermit)
            return;
        _state.HoldsPermit = false;
        _info.Cluster!.Limits.Release();
        _deadline.Reset();
    }

    // ---- 5. Attempt a host.
    private Task<ForwarderError>? AttemptFirst(Cluster cluster)
    {
        _state.HoldsPermit = true;
        PrepareBody();
        _state.UpstreamStarted = Stopwatch.GetTimestamp();
        _state.Hash = cluster.NeedsHash ? RequestHash.Of(Context, _info.Target, _state.Forward.Config.HashPolicies) : 0;
        return TryPickHost(cluster) ? Attempt(cluster) : Answered(FailAsync(UpstreamFailure.NoHealthyUpstream));
    }

    private void PrepareBody()
    {
        var listener = _state.Manager.Config;
        var isDurationLimited = _deadline.MaxStreamDuration >= TimeSpan.Zero;
        if (Context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true } || _state.IsUpgrade)
        {
            EndRequest();
            if (_state.IsUpgrade && isDurationLimited)
                _deadline.Set(Timeout.InfiniteTimeSpan, _info.Started);
            return;
        }

        _state.BodyReader = Context.Request.BodyReader;
        var replayLimit = _state.Forward.Retry.MayReplayBodies ? listener.BufferLimitBytes : 0;
        Context.Request.Body = _state.Body = new RequestBody(Context.Request.Body, this, Context.Request.ContentLength, replayLimit);
        if (listener.RequestTimeout > TimeSpan.Zero || isDurationLimited)
            _deadline.Set(listener.RequestTimeout, _info.Started);
    }

    private bool TryPickHost(Cluster cluster)
    {
        var host = cluster.Pick(_state.Hash, except: _info.Host);
        if (host is null)
        {
            cluster.Stats.Add(ClusterCounter.NoneHealthy);
            return false;
        }

        _info.Host = host;
        _info.Attempts++;
        return true;
    }

    /// <summary>Begins an attempt at the host that was picked; <see cref="EndAttempt"/> takes its result.</summary>
    private Task<ForwarderError> Attempt(Cluster cluster)
    {
        var host = _info.Host!;
        _state.AttemptStarted = Stopwatch.GetTimestamp();
        _info.UpstreamStatus = 0;
        _state.PerTry = PerTryLimit();
        _state.AttemptSpan = AttemptSpan.Start(_state.RequestSpan, _info, host);
        _state.IsAttemptOpen = true;
        Interlocked.Increment(ref host.Active);
        host.Stats.Add(HostCounter.RqTotal);
        cluster.Stats.Add(ClusterCounter.RqTotal);
        _state.IsDirect = services.Options.Kind == ForwarderKind.Direct && host.Connections is not null && !_state.IsUpgrade
            && _state.Filters is null && _state.Forward.Mirrors is null;
        return _state.IsDirect
            ? (_direct ??= new DirectForwarder(this, services.Time)).SendAsync(host.Connections!, AttemptToken())
            : services.Forwarder.SendAsync(Context, host.Prefix, host.Client, _state.Target.Forwarding, this, AttemptToken()).AsTask();
    }

    /// <summary>The limit of one attempt, where the policy has one: the request's deadline holds inside it too.</summary>
    private CancellationTokenSource? PerTryLimit()
    {
        if (_state.Forward.Retry.Config.PerTryTimeout <= TimeSpan.Zero)
            return null;
        var limit = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
        limit.CancelAfter(_state.Forward.Retry.Config.PerTryTimeout.ForTimer());
        return limit;
    }

    private CancellationToken AttemptToken() => _state.PerTry?.Token ?? _deadline.Token;

    // ---- 6. The forwarder asks for the upstream request, and brings the response.
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        if (_state.IsEarlyAnswer)
        {
            // Only the answer is read; how it is framed depends on HEAD alone.
            proxyRequest.RequestUri = EarlyAnswerClient.Address;
            return ValueTask.CompletedTask;
        }

        var upstream = new UpstreamMessage(proxyRequest);
        WriteHeaders(upstream);
        proxyRequest.RequestUri = _info.Host!.Targets.Get(_info.UpstreamPath);
        if (_state.Forward.Mirrors is { } mirrors && _info.Attempts == 1 && !_state.IsUpgrade)
            CopyTo(mirrors, proxyRequest);
        // The forwarder makes a key of its own for the upgrade of a stream (RFC 8441, 5); with a second one the handshake fails.
        if (_state.IsUpgrade && HttpProtocol.IsHttp2(httpContext.Request.Protocol))
            proxyRequest.Headers.Remove("Sec-WebSocket-Key");
        _state.Exchange = upstream.Finish(_state.IsUpgrade ? null : httpContext.Request.Method, _state.IsUpgrade);
        if (proxyRequest.Content is not null)
            _state.Exchange?.BeginUpload(_state.BodyReader!);
        Propagate(upstream);
        return ValueTask.CompletedTask;
    }

    /// <summary>Collects the headers of the upstream request, and makes its target.</summary>
    public void WriteHeaders(IUpstreamHeaders upstream)
    {
        var (forward, host, target) = (_state.Forward, _info.Host!, _info.Target);
        var path = _info.UpstreamPath = forward.Rewrite?.Apply(target) ?? target;
        var headers = Context.Request.Headers;
        upstream.Copy(headers);
        upstream.SetHost(forward.Config.AutoHostRewrite ? host.Endpoint.Address : forward.Config.HostRewrite ?? headers.Host.ToString());
        if (!headers.ContainsKey(ForwardedProto))
            upstream.Add(ForwardedProto, _state.Connection.Scheme);
        AddRequestId(upstream);
        if (!string.Equals(path, target, StringComparison.Ordinal))
        {
            headers[OriginalPathName] = target;
            upstream.Add(OriginalPathName, target);
        }

        foreach (var (name, value) in _state.Filters?.UpstreamHeaders ?? [])
            upstream.Set(name, value);
        if (_state.Manager.Config.UseRemoteAddress)
        {
            upstream.CopyOne(headers, ForwardedFor.InternalName);
            upstream.CopyOne(headers, ForwardedFor.ExternalAddressName);
        }

        var expected = forward.Times is { } times ? times.ExpectedTimeout(GrpcRequest.Is(Context.Request), Context.Request) : forward.ExpectedTimeout;
        if (expected is { } timeout)
            upstream.Add(ExpectedTimeoutName, timeout);
        if (_state.Target.RequestHeaders is { } ofTarget)
            upstream.Apply(ofTarget, _info);
        if (_state.Route!.RequestHeaders is { } ofRoute)
            upstream.Apply(ofRoute, _info);
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return new ValueTask<bool>(true);
        var status = (int)proxyResponse.StatusCode;
        var grpcStatus = LooksAtAnswers && proxyResponse.Headers.NonValidated.TryGetValues("grpc-status", out var values) ? values.ToString() : null;
        if (!TakeStatus(status, grpcStatus))
            return new ValueTask<bool>(false);
        if (_state.IsUpgrade && status is >= 200 and < 300 && proxyResponse.Version.Major < 2 && HttpProtocol.IsHttp2(httpContext.Request.Protocol))
            throw new UpgradeDeclinedException("The host answered without upgrading.");
        var response = httpContext.Response;
        BeginResponse();
        DownstreamResponseHeaders.Copy(proxyResponse, response);
        FinishResponseHeaders(_state.IsEarlyAnswer);
        if (proxyResponse.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            // Read now: the response loses its content to the one that is read instead.
            var wrap = _state.Filters?.WrapResponse(proxyResponse);
            if (wrap is not null)
                response.ContentLength = null;
            proxyResponse.Content = (_responseBody ??= new ResponseBody(_responseStream ??= new ResponseStream(this))).Over(proxyResponse.Content, wrap);
        }

        return new ValueTask<bool>(true);
    }

    /// <summary>Continues the trace upstream.</summary>
    public void Propagate(IUpstreamHeaders upstream) => AttemptSpan.Propagate(_state.AttemptSpan, _state.UnrecordedTrace, upstream);

    /// <summary>Counts the response of a host.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="grpcStatus">Its <c>grpc-status</c> where <see cref="LooksAtAnswers"/>; null for none.</param>
    /// <returns>False when it is not passed but retried.</returns>
    /// <exception cref="HttpIOException">The host switched protocols without a request to do so.</exception>
    public bool TakeStatus(int status, string? grpcStatus)
    {
        if (status == StatusCodes.Status101SwitchingProtocols && !_state.IsUpgrade)
            throw new HttpIOException(HttpRequestError.InvalidResponse, "The host switched protocols without a request to do so.");
        _info.UpstreamStatus = status;
        CountResponse(status, _info.Cluster!, _info.Host!);
        _state.IsRetryPending = LooksAtAnswers && IsRetried(status, grpcStatus);
        return !_state.IsRetryPending;
    }

    /// <summary>The response of a host is about to be copied, so that there is no other attempt.</summary>
    public void BeginResponse()
    {
        _info.IsUpstreamResponse = true;
        _state.Body?.Release();
    }

    /// <summary>Adds the gateway's own headers to those of the host, and makes the configured changes.</summary>
    /// <param name="isEarly">The rest of the request's body is not read.</param>
    public void FinishResponseHeaders(bool isEarly)
    {
        var response = Context.Response;
        _info.UpstreamMilliseconds = (long)Stopwatch.GetElapsedTime(_state.UpstreamStarted).TotalMilliseconds;
        response.Headers[ServiceTimeName] = _info.UpstreamMilliseconds.ToString(CultureInfo.InvariantCulture);
        if (_state.Target.ResponseHeaders is { } ofTarget)
            DownstreamResponseHeaders.Apply(ofTarget, _info);
        if (_state.Route!.ResponseHeaders is { } ofRoute)
            DownstreamResponseHeaders.Apply(ofRoute, _info);
        // Envoy's server_header_transformation is OVERWRITE, after the changes of the route.
        response.Headers.Server = _state.Manager.Server;
        if (isEarly && HttpProtocol.IsHttp11(Context.Request.Protocol))
            response.Headers.Connection = "close";
    }

    /// <summary>The trailers of the service, unless a filter hides them: those of a gRPC-Web call are a part of its body.</summary>
    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        _state.Filters is not { HidesTrailers: true } ? base.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken) : ValueTask.CompletedTask;

    private void CopyTo(Mirrors mirrors, HttpRequestMessage proxyRequest)
    {
        var mirror = RequestMirror.Create(mirrors, proxyRequest, Context.Request.Method, _info.UpstreamPath, services.Mirrors, _state.Manager.Config.BufferLimitBytes);
        if (mirror is not null && _state.Body is { } body)
            body.Mirror = mirror;
    }

    private void AddRequestId(IUpstreamHeaders upstream)
    {
        if (Context.Request.Headers.TryGetValue(RequestIdName, out var given) && given.Count > 0)
        {
            _info.RequestId = given;
            return;
        }

        if (!_state.Manager.Config.GenerateRequestId)
            return;
        _info.RequestId ??= RequestIdGenerator.Next();
        upstream.Add(RequestIdName, _info.RequestId);
    }

    /// <summary>In Envoy a generated id is one of the request's headers, which the configured headers of a route may name: <c>%REQ(x-request-id)%</c>.</summary>
    private void ShowRequestId(HeaderChanges? ofRequest, HeaderChanges? ofResponse)
    {
        var headers = Context.Request.Headers;
        if ((ofRequest ?? ofResponse) is not null && headers[RequestIdName].Count == 0 && _state.Manager.Config.GenerateRequestId)
            headers[RequestIdName] = RequestIdGenerator.Next();
    }

    private static void CountResponse(int status, Cluster cluster, UpstreamHost host)
    {
        cluster.Stats.Add(ClusterCounter.RqCompleted);
        cluster.Stats.CountStatus(status);
        host.Stats.Add(status >= 500 ? HostCounter.RqError : HostCounter.RqSuccess);
    }

    // ---- 7. The attempt ended.

    /// <summary>The step after a step; null once a response went out or there is no client left to get one.</summary>
    private Task<ForwarderError>? Next(ForwarderError error)
    {
        // Steps that are no attempt, or ended theirs, are the last.
        if (!_state.IsAttemptOpen)
            return null;
        if (IsAnsweredEarly && !_state.IsEarlyAnswer)
            return PassEarlyAnswerAsync();
        var outcome = EndAttempt(error);
        return outcome.Failure is null && !_state.IsRetryPending ? null : RetryAsync(outcome);
    }

    /// <summary>
    /// Passes the answer of a host that did not wait for the request's body: the forwarder sees a request without one, on the connection that the host answered on.
    /// </summary>
    private async Task<ForwarderError> PassEarlyAnswerAsync()
    {
        var connection = _state.Exchange!.Connection!;
        _state.IsEarlyAnswer = true;
        ResetResponse();
        EndRequest();
        Context.Features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        using var client = EarlyAnswerClient.Create(connection);
        try
        {
            return await services.Forwarder.SendAsync(Context, _info.Host!.Prefix, client, _state.Target.Forwarding, this, AttemptToken());
        }
        finally
        {
            connection.CloseDetached();
        }
    }

    /// <summary>Ends an attempt and counts it.</summary>
    private AttemptOutcome EndAttempt(ForwarderError error)
    {
        var outcome = AttemptOutcome.Answered;
        if (error != ForwarderError.None && !IsResponseComplete(error))
        {
            outcome = Classify(error);
            if (outcome.Failure is null)
                _info.Flag = outcome.Flag;
            RemoveResponseHeaders();
            outcome.Count(_info.Cluster!.Stats, _info.Host!.Stats);
        }

        CloseAttempt(outcome);
        return outcome;
    }

    /// <summary>The client has the complete response, and the host closed without reading the rest of a body that it did not need (RFC 9112, 9.5): no fault.</summary>
    private bool IsResponseComplete(ForwarderError error) =>
        error == ForwarderError.RequestBodyDestination && Context.Response is { HasStarted: true, ContentLength: { } length } && BytesSent == length;

    private void CloseAttempt(AttemptOutcome outcome)
    {
        var (cluster, host) = (_info.Cluster!, _info.Host!);
        _state.IsAttemptOpen = false;
        cluster.Stats.Add(ClusterCounter.RqEnded);
        Interlocked.Decrement(ref host.Active);
        var duration = Stopwatch.GetElapsedTime(_state.AttemptStarted);
        cluster.Stats.RqTime.Record(duration.TotalMilliseconds);
        UpstreamMetrics.Record(duration, _info, host, outcome.Failure?.Flag);
        AttemptSpan.End(_state.AttemptSpan, _info, outcome.Failure?.Flag, outcome.Failure?.Body);
        outcome.Report(cluster, host, _info.UpstreamStatus);
        _state.AttemptSpan?.Dispose();
        _state.AttemptSpan = null;
        _state.PerTry?.Dispose();
        _state.PerTry = null;
    }

    /// <summary>Decides how an attempt failed, and whose fault it was: nothing else does.</summary>
    private AttemptOutcome Classify(ForwarderError error)
    {
        var isTimeout = _deadline.HasPassed || _state.PerTry is { IsCancellationRequested: true };
        if (Context.Response.HasStarted)
            return ClassifyBroken(error, isTimeout);
        if (Context.RequestAborted.IsCancellationRequested)
            return AttemptOutcome.ClientGone;
        if (isTimeout)
            return ClassifyTimeout();
        var exception = AttemptFailure;
        if (error == ForwarderError.RequestTimedOut || Context.Response.StatusCode is StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout)
        {
            // Envoy's stream idle timeout is the connection manager's, and it does not report it to outlier detection.
            return _state.IsRequestWhole || _state.IsUpgrade
                ? AttemptOutcome.Of(FaultOwner.None, UpstreamFailure.StreamTimeout)
                : AttemptOutcome.Of(FaultOwner.Client, UpstreamFailure.RequestStreamTimeout);
        }

        return error switch
        {
            ForwarderError.RequestBodyClient => ClassifyBody(exception),
            // The client library tried again what the host had refused, and met a body that it had read already.
            ForwarderError.Request when _info.Cluster!.Config.Http2 && _state.Body is not null && Is<InvalidOperationException>(exception) =>
                AttemptOutcome.Of(FaultOwner.Upstream, UpstreamFailure.RefusedStream),
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled => AttemptOutcome.Of(FaultOwner.Gateway, UpstreamFailure.InternalError),
            ForwarderError.ResponseBodyClient when !Is<InvalidOperationException>(exception) => AttemptOutcome.ClientGone,
            _ => UpstreamFailure.From(exception, error is not (ForwarderError.Request or ForwarderError.RequestCreation or ForwarderError.RequestBodyDestination)),
        };
    }

    /// <summary>The response had begun, so that the forwarder has reset the stream or the connection.</summary>
    private AttemptOutcome ClassifyBroken(ForwarderError error, bool isTimeout)
    {
        if (isTimeout && _deadline.HasStreamEnded)
            return new AttemptOutcome(FaultOwner.None, ResponseFlags.DT);
        if (isTimeout)
            return new AttemptOutcome(IsClientBlocking ? FaultOwner.Client : FaultOwner.Upstream, ResponseFlags.UT);
        if (_state.IsClientGone || Context.RequestAborted.IsCancellationRequested
            || error is ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient
            || (_state.IsDirect && error == ForwarderError.RequestBodyClient))
            return AttemptOutcome.ClientGone;
        return _state.IsResponseIdle || error == ForwarderError.UpgradeActivityTimeout
            ? new AttemptOutcome(FaultOwner.None, ResponseFlags.SI)
            : new AttemptOutcome(FaultOwner.Upstream, ResponseFlags.UC);
    }

    private AttemptOutcome ClassifyTimeout()
    {
        if (!_deadline.HasPassed)
            return AttemptOutcome.Of(FaultOwner.Upstream, UpstreamFailure.PerTryTimeout);
        if (_deadline.HasStreamEnded)
            return AttemptOutcome.Of(FaultOwner.None, _state.IsRequestWhole ? UpstreamFailure.StreamDuration : UpstreamFailure.RequestDuration);
        return _state.IsRequestWhole
            ? AttemptOutcome.Of(FaultOwner.Upstream, UpstreamFailure.RequestTimeout)
            : AttemptOutcome.Of(FaultOwner.Client, UpstreamFailure.SlowRequest);
    }

    /// <summary>The request's body could not be read: it is malformed or too long, or the client went, which may be known here before the request is aborted.</summary>
    private AttemptOutcome ClassifyBody(Exception? exception) => Is<BadHttpRequestException>(exception)
        ? AttemptOutcome.Of(FaultOwner.Client, new UpstreamFailure(ResponseFlags.DPE, Context.Response.StatusCode, "", RetryConditions.None))
        // Invalid base64 of a gRPC-Web call.
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

    // ---- 8. Retry.

    /// <summary>Tries further hosts until one answers, or until the policy allows no more.</summary>
    /// <param name="outcome">How the attempt before ended.</param>
    private async Task<ForwarderError> RetryAsync(AttemptOutcome outcome)
    {
        var cluster = _info.Cluster!;
        while (_state.IsRetryPending || (MayRetry(outcome, cluster) && AcquireRetry(cluster)))
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
                outcome = EndAttempt(IsAnsweredEarly ? await PassEarlyAnswerAsync() : error);
            }
            finally
            {
                if (AreRetriesLimited)
                    cluster.Limits.ReleaseRetry();
            }

            if (outcome.Failure is null && !_state.IsRetryPending)
            {
                cluster.Stats.Add(ClusterCounter.RqRetrySuccess);
                return ForwarderError.None;
            }
        }

        if (outcome.Owner == FaultOwner.Client && HttpProtocol.IsHttp11(Context.Request.Protocol))
            Context.Response.Headers.Connection = "close";
        await FailAsync(outcome.Failure!);
        return ForwarderError.None;
    }

    /// <summary>Whether the policy covers the failure of an attempt, and the request can be sent again.</summary>
    private bool MayRetry(AttemptOutcome outcome, Cluster cluster)
    {
        var rules = _state.Forward.Retry;
        if (!outcome.IsRetriable || _state.Body is { CanBeSentAgain: false } || !rules.Covers(outcome.Failure!.RetriedBy))
            return false;
        if (_info.Attempts > rules.Limit)
        {
            ExceedRetries();
            return false;
        }

        var covered = rules.Config.On & outcome.Failure.RetriedBy;
        if (covered == RetryConditions.SafeReset && !IsSafeToRepeat())
            return false;
        return !rules.Config.OtherHostOnly || cluster.HasOtherHost(_info.Host!);
    }

    /// <summary>Whether the policy covers a response.</summary>
    private bool IsRetried(int status, string? grpcStatus)
    {
        var rules = _state.Forward.Retry;
        if (_state.Body is { CanBeSentAgain: false })
            return false;
        var isCovered = rules.CoversStatus(status) || (grpcStatus is not null && rules.CoversGrpcStatus(grpcStatus));
        if (isCovered && _info.Attempts > rules.Limit)
            ExceedRetries();
        return isCovered && _info.Attempts <= rules.Limit && AcquireRetry(_info.Cluster!);
    }

    /// <summary>The last retry of a configured policy failed too. The safe rule is the gateway's own default, and no configured policy.</summary>
    private void ExceedRetries()
    {
        if (!AreRetriesLimited)
            return;
        _info.HasExceededRetries = true;
        _info.Cluster!.Stats.Add(ClusterCounter.RqRetryLimitExceeded);
    }

    private bool AcquireRetry(Cluster cluster)
    {
        if (AreRetriesLimited && !cluster.Limits.TryAcquireRetry())
        {
            cluster.Stats.Add(ClusterCounter.RqRetryOverflow);
            return false;
        }

        cluster.Stats.Add(ClusterCounter.RqRetry);
        return true;
    }

    /// <summary>An idempotent method (RFC 9110, 9.2.2), and no body.</summary>
    private bool IsSafeToRepeat() => Context.Request.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE" && _state.Body is null;

    private async ValueTask PrepareRetryAsync()
    {
        _state.IsRetryPending = false;
        _state.Body?.Rewind();
        ResetResponse();
        var policy = _state.Forward.Retry.Config;
        if (policy.BackOffBase <= TimeSpan.Zero)
            return;
        // Envoy: a random part of base * (2^n - 1), at most the longest pause.
        var longest = Math.Min(policy.BackOffBase.TotalMilliseconds * ((1L << Math.Min(_info.Attempts, 20)) - 1), policy.BackOffMax.ForTimer().TotalMilliseconds);
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest), Context.RequestAborted);
    }

    private void ResetResponse()
    {
        _info.IsUpstreamResponse = false;
        Context.Response.StatusCode = StatusCodes.Status200OK;
        Context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
        Context.Features.Set<IForwarderErrorFeature>(null);
    }

    /// <summary>Removes the headers of a response that failed: neither the gateway's own response nor that of another host may carry them.</summary>
    private void RemoveResponseHeaders()
    {
        if (!_info.IsUpstreamResponse || Context.Response.HasStarted)
            return;
        _info.IsUpstreamResponse = false;
        var headers = Context.Response.Headers;
        var connection = headers.Connection;
        headers.Clear();
        headers.Connection = connection;
        headers.Server = _state.Manager.Server;
        Context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = null;
    }

    // ---- 9. A response of the gateway's own.

    /// <summary>A local reply as the last step.</summary>
    private static Task<ForwarderError>? Answered(Task reply) => reply.IsCompletedSuccessfully ? null : AwaitAsync(reply);

    private static async Task<ForwarderError> AwaitAsync(Task reply)
    {
        await reply;
        return ForwarderError.None;
    }

    private Task RefuseAsync(int status, string body, ResponseFlags flag)
    {
        _info.Flag = flag;
        Context.Response.Headers.Server = _state.Manager.Server;
        return LocalReply.WriteAsync(Context, status, body);
    }

    private Task FailAsync(UpstreamFailure failure)
    {
        _info.Flag = failure.Flag;
        // The forwarder removes all headers of a response that failed.
        Context.Response.Headers.Server = _state.Manager.Server;
        if (failure.Flag == ResponseFlags.UO)
            Context.Response.Headers["x-envoy-overloaded"] = "true";
        return LocalReply.WriteAsync(Context, failure.Status, failure.Body, failure.Flag == ResponseFlags.DT ? LocalReply.GrpcDeadlineExceeded : null);
    }

    // ---- 10. End.

    /// <summary>Reports the request, releases what it held, and returns itself to the connection.</summary>
    private void End()
    {
        var duration = Stopwatch.GetElapsedTime(_info.Started);
        var status = Context.Response.StatusCode;
        _state.Manager.Stats.Add(HttpCounter.RqCompleted);
        _state.Manager.Stats.CountStatus(status);
        if (_info.Flag != ResponseFlags.None)
            _state.Manager.Stats.CountFailure(_info.Flag, status);
        _state.Manager.Stats.RqTime.Record(duration.TotalMilliseconds);
        _info.IsHealthCheck = _state.Filters is { IsHealthCheck: true };
        _info.IsTraced = _state.RequestSpan is { Recorded: true };
        foreach (var log in _state.Manager.AccessLogs)
            log.Write(_info);
        _state.Filters?.End();
        var connection = _state.Connection;
        RequestMetrics.Record(duration, connection.Scheme, _info);
        RequestSpan.End(_state.RequestSpan, _info);
        _info = default;
        _state = default;
        connection.Return(this);
    }

    /// <summary>The state of the current request.</summary>
    private struct State
    {
        // Given.
        public DownstreamConnection Connection;
        public ConnectionManager Manager;
        public RequestRefusal? Refusal;

        // Its route.
        public Route? Route;
        public ForwardRoute Forward;
        public ForwardRoute.Target Target;
        public FilterContext? Filters;
        public bool IsUpgrade;

        /// <summary>The request holds a permit of the cluster's circuit breaker.</summary>
        public bool HoldsPermit;

        // Its body.
        public RequestBody? Body;
        public PipeReader? BodyReader;

        /// <summary>The request arrived whole, so that the route's timeout counts.</summary>
        public bool IsRequestWhole;

        // The attempts.
        public ulong Hash;
        public long UpstreamStarted;
        public long AttemptStarted;
        public bool IsAttemptOpen;

        /// <summary>The attempt is one of <see cref="DirectForwarder"/>.</summary>
        public bool IsDirect;

        public CancellationTokenSource? PerTry;
        public UpstreamExchange? Exchange;

        /// <summary>The response of the attempt is to be retried.</summary>
        public bool IsRetryPending;

        /// <summary>The response is that of a host that did not read the request's body to its end.</summary>
        public bool IsEarlyAnswer;

        public bool IsClientGone;
        public bool IsResponseIdle;

        // Its trace.
        public Activity? RequestSpan;
        public Activity? AttemptSpan;

        /// <summary>The trace header of a trace that is not recorded.</summary>
        public string? UnrecordedTrace;
    }

    /// <summary>Says that a request has no body to send.</summary>
    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static NoBody Instance { get; } = new();

        public bool CanHaveBody => false;
    }
}
