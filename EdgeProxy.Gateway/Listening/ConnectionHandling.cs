using EdgeProxy.Gateway.Stats;
using Microsoft.AspNetCore.Connections;

namespace EdgeProxy.Gateway.Listening;

/// <summary>What happens to every connection before Kestrel reads from it.</summary>
internal sealed class ConnectionHandling(ConnectionDelegate next, bool isAdmin, HttpStats stats)
{
    public async Task RunAsync(ConnectionContext context)
    {
        using var connection = new DownstreamConnection(isAdmin);
        context.Features.Set(connection);
        if (isAdmin)
        {
            await next(context);
            return;
        }

        stats.Add(HttpCounter.CxTotal);
        try
        {
            await next(context);
        }
        finally
        {
            stats.Add(HttpCounter.CxDestroyed);
        }
    }
}
