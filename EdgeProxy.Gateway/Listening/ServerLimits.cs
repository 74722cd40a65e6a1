using EdgeProxy.Gateway.Configuration.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Kestrel's limits, which it has once for each server. A listener whose filter chains differ in them gets the loosest of each.</summary>
internal sealed record ServerLimits(
    TimeSpan IdleTimeout, TimeSpan HeadersTimeout, long? MaxBodyBytes, int MaxHeadersCount, int MaxHeadersBytes, int BufferBytes, Http2Config Http2)
{
    public static ServerLimits Of(ListenerConfig listener) =>
        listener.AllFilterChains().Select(chain => Of(chain.ConnectionManager)).Distinct().Aggregate(Loosest);

    private static ServerLimits Of(ConnectionManagerConfig manager) => new(
        Bounded(manager.IdleTimeout), Bounded(manager.StreamIdleTimeout), manager.MaxRequestBodyBytes, manager.MaxRequestHeadersCount,
        manager.MaxRequestHeadersKb * 1024,
        // The buffer holds at least one whole head.
        Math.Max(manager.BufferLimitBytes, (manager.MaxRequestHeadersKb * 1024) + 1024),
        manager.Http2);

    public void Apply(KestrelServerLimits limits)
    {
        limits.KeepAliveTimeout = IdleTimeout;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MaxRequestHeaderCount = MaxHeadersCount;
        limits.MaxRequestHeadersTotalSize = MaxHeadersBytes;
        limits.MaxRequestLineSize = MaxHeadersBytes;
        limits.MaxRequestBufferSize = BufferBytes;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.Http2.MaxStreamsPerConnection = Http2.MaxConcurrentStreams;
        limits.Http2.InitialStreamWindowSize = Http2.InitialStreamWindowSize;
        limits.Http2.InitialConnectionWindowSize = Http2.InitialConnectionWindowSize;
        limits.Http2.MaxRequestHeaderFieldSize = MaxHeadersBytes;
    }

    private static TimeSpan Bounded(TimeSpan time) => time > TimeSpan.Zero ? time.ForTimer() : TimerTime.Longest;

    private static ServerLimits Loosest(ServerLimits left, ServerLimits right) => new(
        left.IdleTimeout > right.IdleTimeout ? left.IdleTimeout : right.IdleTimeout,
        left.HeadersTimeout > right.HeadersTimeout ? left.HeadersTimeout : right.HeadersTimeout,
        left.MaxBodyBytes is { } one && right.MaxBodyBytes is { } other ? Math.Max(one, other) : null,
        Math.Max(left.MaxHeadersCount, right.MaxHeadersCount),
        Math.Max(left.MaxHeadersBytes, right.MaxHeadersBytes),
        Math.Max(left.BufferBytes, right.BufferBytes),
        new Http2Config
        {
            MaxConcurrentStreams = Math.Max(left.Http2.MaxConcurrentStreams, right.Http2.MaxConcurrentStreams),
            InitialStreamWindowSize = Math.Max(left.Http2.InitialStreamWindowSize, right.Http2.InitialStreamWindowSize),
            InitialConnectionWindowSize = Math.Max(left.Http2.InitialConnectionWindowSize, right.Http2.InitialConnectionWindowSize),
        });
}
