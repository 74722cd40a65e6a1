using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>Takes every request: the admin's to the admin, the others through Envoy's checks to their route.</summary>
internal sealed class EdgeRequestHandler(GatewayStore gateway, AdminEndpoints admin, ProxiedRequestServices services, ServerState state)
{
    public Task RunAsync(HttpContext context)
    {
        var connection = context.Features.Get<DownstreamConnection>()
            ?? throw new InvalidOperationException("The request came over a connection that the gateway does not know.");
        if (connection.IsAdmin)
            return admin.RunAsync(context);
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && connection.Refusal is null && !connection.TryTakeHead())
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return gateway.Initialized.IsCompleted ? RunAsync(context, connection) : WaitAsync(context, connection);
    }

    private async Task WaitAsync(HttpContext context, DownstreamConnection connection)
    {
        await gateway.Initialized.WaitAsync(context.RequestAborted);
        await RunAsync(context, connection);
    }

    private Task RunAsync(HttpContext context, DownstreamConnection connection)
    {
        Correct(context.Request, connection);
        var manager = gateway.Current.Managers[connection.Manager];
        var stats = manager.Stats;
        stats.Add(HttpCounter.RqTotal);
        stats.Add(HttpProtocol.IsHttp2(context.Request.Protocol) ? HttpCounter.RqHttp2Total : HttpCounter.RqHttp1Total);
        if (state.IsDraining)
            RequestConnectionClose(context, stats);
        var rawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var target = RequestTarget.PathAndQuery(rawTarget);
        var refusal = RequestChecks.Refuse(context, connection, target) ?? manager.Policy.Refuse(context, connection, ref target);
        if (refusal?.Counter is { } counter)
            stats.Add(counter);
        if (connection.Refusal is not null)
            target = "";
        var request = connection.Rent() ?? new ProxiedRequest(services);
        return request.RunAsync(context, connection, manager, target ?? rawTarget, refusal);
    }

    /// <summary>
    /// Makes the request what every step sees: the authority as it was sent, the scheme that the client really used, and no headers that belong to the client's
    /// connection, so that no condition holds for what the upstream does not get.
    /// </summary>
    private static void Correct(HttpRequest request, DownstreamConnection connection)
    {
        if (HttpProtocol.IsHttp2(request.Protocol))
        {
            if (request.Scheme != connection.Scheme)
                request.Scheme = connection.Scheme;
            return;
        }

        if (connection.Authority is { } authority)
            request.Headers.Host = authority;
        connection.Tokens?.RemoveNominated(request.Headers);
    }

    /// <summary>While draining, every answer asks the client to go elsewhere: <c>connection: close</c>, or GOAWAY on HTTP/2.</summary>
    private static void RequestConnectionClose(HttpContext context, HttpStats stats)
    {
        stats.Add(HttpCounter.CxDrainClose);
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        else
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }
}
