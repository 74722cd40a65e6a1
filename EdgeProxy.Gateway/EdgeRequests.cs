using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Draining;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Stats;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway;

/// <summary>Takes every request: the admin's to the admin, the others through Envoy's checks to their route.</summary>
internal sealed class EdgeRequests(GatewayStore gateway, AdminEndpoints admin, StreamServices services, ServerState state, HttpStats stats)
{
    public Task RunAsync(HttpContext context)
    {
        var connection = context.Features.Get<DownstreamConnection>()
            ?? throw new InvalidOperationException("The request came over a connection that the gateway does not know.");
        return connection.IsAdmin ? admin.RunAsync(context) : RunAsync(context, connection);
    }

    private async Task RunAsync(HttpContext context, DownstreamConnection connection)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && connection.Refusal is null && !connection.TryTakeHead())
        {
            context.Abort();
            return;
        }

        if (!gateway.Initialized.IsCompleted)
            await gateway.Initialized.WaitAsync(context.RequestAborted);
        var stream = connection.TakeIdle() ?? new ActiveStream(services);
        stats.Add(HttpCounter.RqTotal);
        stats.Add(HttpProtocol.IsHttp2(context.Request.Protocol) ? HttpCounter.RqHttp2Total : HttpCounter.RqHttp1Total);
        try
        {
            if (state.IsDraining)
                SayGoodbye(context);
            var rawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            var target = RequestTarget.PathAndQuery(rawTarget);
            var snapshot = gateway.Current;
            if ((RequestChecks.Refuse(context, connection, target) ?? snapshot.Policy.Refuse(context, connection, ref target)) is { } refusal)
            {
                if (refusal.Counter is { } counter)
                    stats.Add(counter);
                await stream.RefuseAsync(context, connection, snapshot, connection.Refusal is null ? target ?? rawTarget : "", refusal);
            }
            else
            {
                await stream.RunAsync(context, connection, snapshot, target!);
            }

            BrokenResponse.ThrowIfReset(context);
        }
        finally
        {
            stats.Add(HttpCounter.RqCompleted);
            stats.CountStatus(context.Response.StatusCode);
            if (stream.Flag != ResponseFlags.None)
                stats.CountFailure(stream.Flag, context.Response.StatusCode);
            var duration = System.Diagnostics.Stopwatch.GetElapsedTime(stream.Started);
            stats.RqTime.Record(duration.TotalMilliseconds);
            foreach (var log in gateway.Current.AccessLogs)
                log.Write(stream);
            stream.End(duration);
            connection.LeaveIdle(stream);
        }
    }

    /// <summary>While draining, every answer asks the client to go elsewhere: <c>connection: close</c>, or GOAWAY on HTTP/2.</summary>
    private void SayGoodbye(HttpContext context)
    {
        stats.Add(HttpCounter.CxDrainClose);
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        else
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }
}
