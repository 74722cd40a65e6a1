using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Stats;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway;

/// <summary>Takes every request: the admin's to the admin, the others through Envoy's checks to their route.</summary>
internal sealed class EdgeRequests(GatewayStore gateway, AdminEndpoints admin, StreamServices services, HttpStats stats)
{
    public Task RunAsync(HttpContext context)
    {
        var connection = context.Features.Get<DownstreamConnection>()
            ?? throw new InvalidOperationException("The request came over a connection that the gateway does not know.");
        return connection.IsAdmin ? admin.RunAsync(context) : RunAsync(context, connection);
    }

    private async Task RunAsync(HttpContext context, DownstreamConnection connection)
    {
        if (!gateway.Initialized.IsCompleted)
            await gateway.Initialized.WaitAsync(context.RequestAborted);
        var stream = connection.TakeIdle() ?? new ActiveStream(services);
        stats.Add(HttpCounter.RqTotal);
        try
        {
            var rawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            var target = RequestTarget.PathAndQuery(rawTarget);
            var snapshot = gateway.Current;
            if (RequestChecks.Refuse(context, connection, target) is { } refusal)
            {
                if (refusal.Closes)
                    context.Response.Headers.Connection = "close";
                await stream.RefuseAsync(context, snapshot, target ?? rawTarget, refusal.Status, refusal.Body, refusal.Flag);
            }
            else
            {
                await stream.RunAsync(context, snapshot, target!);
            }
        }
        finally
        {
            stats.Add(HttpCounter.RqCompleted);
            stats.CountStatus(context.Response.StatusCode);
            stats.RqTime.Record(System.Diagnostics.Stopwatch.GetElapsedTime(stream.Started).TotalMilliseconds);
            stream.End();
            connection.LeaveIdle(stream);
        }
    }
}
