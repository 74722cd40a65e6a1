using System.IO.Pipelines;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.Stats;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Gives each connection of a listener to a filter chain. Where the first bytes decide, it is Envoy's <c>tls_inspector</c>: they are looked at and left where they are.
/// </summary>
internal sealed class FilterChainSelection(ListenerConfig listener, FilterChainTable chains, GatewayStore gateway)
{
    private ConnectionDelegate? _cleartext;

    /// <summary>Stands before TLS.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async context =>
    {
        var chain = chains.Only ?? await SelectAsync(context);
        if (chain is null)
        {
            context.Abort(new ConnectionAbortedException("No filter chain matches the connection."));
            return;
        }

        var stats = gateway.Current.Managers[chain.Manager].Stats;
        stats.Add(HttpCounter.CxTotal);
        using var connection = new DownstreamConnection(isAdmin: false, chain.Tls is not null, chain.Manager);
        context.Features.Set(connection);
        context.Features.Set(chain);
        try
        {
            await (chain.Tls is null ? _cleartext ?? next : next)(context);
        }
        finally
        {
            stats.Add(HttpCounter.CxDestroyed);
        }
    };

    /// <summary>Stands behind TLS: what cleartext connections go on with.</summary>
    public ConnectionDelegate AfterTls(ConnectionDelegate next) => _cleartext = next;

    private async ValueTask<FilterChain?> SelectAsync(ConnectionContext context)
    {
        var input = context.Transport.Input;
        var closing = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closing);
        if (listener.InspectionTimeout > TimeSpan.Zero)
            limit.CancelAfter(listener.InspectionTimeout.ForTimer());
        await using var cancel = limit.Token.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), input);
        while (true)
        {
            var result = await input.ReadAsync(CancellationToken.None);
            ClientHello? hello = null;
            var isDecided = result.IsCompleted || result.IsCanceled || ClientHello.TryRead(result.Buffer, out hello);
            input.AdvanceTo(result.Buffer.Start, isDecided ? result.Buffer.Start : result.Buffer.End);
            if (!isDecided)
                continue;
            if (closing.IsCancellationRequested || (result.IsCanceled && !listener.ContinuesOnInspectionTimeout) || (result.IsCompleted && result.Buffer.IsEmpty))
                throw new ConnectionAbortedException("The connection was idle, or the gateway stops.");
            return hello is null ? chains.Find("", isTls: false, []) : chains.Find(hello.ServerName, isTls: true, hello.Protocols);
        }
    }
}
