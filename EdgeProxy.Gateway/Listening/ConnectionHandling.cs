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
internal sealed class ConnectionHandling(ConnectionDelegate next, bool isTls, HttpStats stats, GatewayStore gateway)
{
    public async Task RunAsync(ConnectionContext context)
    {
        using var connection = new DownstreamConnection(isAdmin: false, isTls);
        context.Features.Set(connection);
        var listener = gateway.Current.Config.Listener;
        if (await IsHttp2Async(context, listener.IdleTimeout))
        {
            stats.Add(HttpCounter.CxHttp2Total);
        }
        else
        {
            stats.Add(HttpCounter.CxHttp1Total);
            var limits = new Http1InputLimits(
                listener.MaxRequestHeadersKb * 1024, listener.MaxRequestHeadersCount, listener.StreamIdleTimeout, listener.RequestTimeout);
            connection.Output = context.Transport.Output;
            context.Transport = new Http1Transport(new Http1Input(context.Transport.Input, connection, limits), context.Transport.Output);
        }

        await next(context);
    }

    private async ValueTask<bool> IsHttp2Async(ConnectionContext context, TimeSpan idleTimeout)
    {
        if (isTls)
            return context.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) == true;
        if (!await HasPrefaceAsync(context, idleTimeout))
            return false;
        var negotiated = new PriorKnowledge();
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
