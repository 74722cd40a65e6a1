using EdgeProxy.Gateway.Forwarding;
using Microsoft.AspNetCore.Connections;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Marks the connections of the admin port.</summary>
internal sealed class AdminConnectionHandling(ConnectionDelegate next)
{
    public async Task RunAsync(ConnectionContext context)
    {
        using var connection = new DownstreamConnection(isAdmin: true, isTls: false);
        context.Features.Set(connection);
        await next(context);
    }
}
