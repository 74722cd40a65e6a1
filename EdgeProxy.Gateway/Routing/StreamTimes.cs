using System.Globalization;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Routing;

/// <summary>How long the requests of a route may take where that depends on the request or on the listener: Envoy's <c>max_stream_duration</c> and its gRPC timeouts.</summary>
internal sealed class StreamTimes
{
    private readonly ForwardActionConfig _route;
    private readonly TimeSpan _listenerDuration;

    private StreamTimes(ForwardActionConfig route, TimeSpan listenerDuration)
    {
        _route = route;
        _listenerDuration = listenerDuration;
    }

    /// <summary>The times of a route; null where its timeout alone counts.</summary>
    public static StreamTimes? Create(ForwardActionConfig route, ConnectionManagerConfig listener) =>
        route is { MaxStreamDuration: null, GrpcTimeoutHeaderMax: null, MaxGrpcTimeout: null } && listener.MaxStreamDuration <= TimeSpan.Zero
            ? null
            : new StreamTimes(route, listener.MaxStreamDuration);

    /// <summary>How long the stream may live from its start; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Duration(HttpRequest request)
    {
        if (_route.GrpcTimeoutHeaderMax is { } most && GrpcTimeout.Of(request) is { } given)
            return Subtract(most > TimeSpan.Zero && given > most ? most : given, _route.GrpcTimeoutHeaderOffset);
        var duration = _route.MaxStreamDuration ?? _listenerDuration;
        return duration > TimeSpan.Zero ? duration : Timeout.InfiniteTimeSpan;
    }

    /// <summary>The timeout of the route for a request: with <c>max_grpc_timeout</c> that of a gRPC caller; <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan RouteTimeout(bool isGrpc, HttpRequest request)
    {
        if (_route.MaxGrpcTimeout is not { } most || !isGrpc)
            return _route.Timeout > TimeSpan.Zero ? _route.Timeout : Timeout.InfiniteTimeSpan;
        var given = GrpcTimeout.Of(request);
        if (given is { } time)
            given = Subtract(time, _route.GrpcTimeoutOffset);
        if (most > TimeSpan.Zero && !(given <= most))
            return most;
        return given is { Ticks: > 0 } ? given.Value : Timeout.InfiniteTimeSpan;
    }

    /// <summary>The value of <c>x-envoy-expected-rq-timeout-ms</c> for a request; null without a timeout.</summary>
    public string? ExpectedTimeout(bool isGrpc, HttpRequest request) =>
        RouteTimeout(isGrpc, request) is { Ticks: > 0 } timeout ? ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Earlier than the caller's own timeout, so that it gets the answer; never more than the time itself.</summary>
    private static TimeSpan Subtract(TimeSpan time, TimeSpan? offset) => offset is { } less ? (less < time ? time - less : TimeSpan.Zero) : time;
}
