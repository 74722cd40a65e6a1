using EdgeProxy.Gateway.Observability.Stats;
using Microsoft.AspNetCore.Connections;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// How many connections a listener may have, and all listeners together; one too many is closed at once, as Envoy does. Kestrel's own limit
/// would count the admin port's connections too.
/// </summary>
/// <param name="most">The most of this listener; 0 for no limit.</param>
/// <param name="mostInAll">The most of all listeners; 0 for no limit.</param>
/// <param name="stats">Counts the connections, and those refused.</param>
internal sealed class ConnectionLimit(long most, long mostInAll, HttpStats stats)
{
    private long _open;

    public ConnectionDelegate Before(ConnectionDelegate next) => async context =>
    {
        stats.Add(HttpCounter.CxTotal);
        try
        {
            if (most > 0 && Interlocked.Increment(ref _open) > most)
                Refuse(context, HttpCounter.CxOverflow);
            else if (mostInAll > 0 && stats.CxActive > mostInAll)
                Refuse(context, HttpCounter.CxGlobalOverflow);
            else
                await next(context);
        }
        finally
        {
            if (most > 0)
                Interlocked.Decrement(ref _open);
            stats.Add(HttpCounter.CxDestroyed);
        }
    };

    private void Refuse(ConnectionContext context, HttpCounter counter)
    {
        stats.Add(counter);
        context.Abort(new ConnectionAbortedException("There are as many connections as the limit allows."));
    }
}
