using System.IO.Pipelines;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.Stats;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>What happens to every connection of the edge before Kestrel reads from it.</summary>
internal sealed class ConnectionHandling(ConnectionDelegate next, GatewayStore gateway)
{
    public async Task RunAsync(ConnectionContext context)
    {
        var connection = context.Features.Get<DownstreamConnection>() ?? throw new InvalidOperationException("No filter chain took the connection.");
        var manager = gateway.Current.Managers[connection.Manager];
        var (config, stats) = (manager.Config, manager.Stats);
        if (await IsHttp2Async(context, config, connection.IsTls))
        {
            stats.Add(HttpCounter.CxHttp2Total);
        }
        else
        {
            stats.Add(HttpCounter.CxHttp1Total);
            var limits = new Http1InputLimits(
                config.MaxRequestHeadersKb * 1024, config.MaxRequestHeadersCount, config.StreamIdleTimeout, config.RequestTimeout);
            connection.Output = context.Transport.Output;
            context.Transport = new Http1Transport(new Http1Input(context.Transport.Input, connection, limits), context.Transport.Output);
        }

        await next(context);
    }

    /// <summary>What TLS negotiated, or what the codec is, or what the first bytes say.</summary>
    private static async ValueTask<bool> IsHttp2Async(ConnectionContext context, ConnectionManagerConfig config, bool isTls)
    {
        if (context.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol is { Length: > 0 } chosen)
            return chosen.Span.SequenceEqual("h2"u8);
        if (config.Codec == HttpCodec.Http1 || (config.Codec == HttpCodec.Auto && !await HasPrefaceAsync(context, config.IdleTimeout)))
            return false;
        var negotiated = new PriorKnowledge();
        if (!isTls)
            context.Features.Set<ITlsConnectionFeature>(negotiated);
        context.Features.Set<ITlsApplicationProtocolFeature>(negotiated);
        return true;
    }

    /// <summary>Looks at the first bytes and leaves them where they are.</summary>
    private static async ValueTask<bool> HasPrefaceAsync(ConnectionContext context, TimeSpan idleTimeout)
    {
        var input = context.Transport.Input;
        var closing = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closing);
        if (idleTimeout > TimeSpan.Zero)
            limit.CancelAfter(idleTimeout.ForTimer());
        await using var cancel = limit.Token.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), input);
        while (true)
        {
            var result = await input.ReadAsync(CancellationToken.None);
            var isPreface = Http2Preface.Match(result.Buffer);
            var isDecided = isPreface is not null || result.IsCompleted || result.IsCanceled;
            input.AdvanceTo(result.Buffer.Start, isDecided ? result.Buffer.Start : result.Buffer.End);
            if (result.IsCanceled && result.Buffer.IsEmpty)
                throw new ConnectionAbortedException("The connection was idle, or the gateway stops.");
            if (isDecided)
                return isPreface == true;
        }
    }
}
