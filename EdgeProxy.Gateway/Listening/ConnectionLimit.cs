using EdgeProxy.Gateway.Observability.Stats;
using Microsoft.AspNetCore.Connections;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// How many connections a listener may have, and all listeners together; one too many is closed at once, as Envoy does. Kestrel's own limit
/// would count the admin port's connections too.
/// </summary>
/// <param name="most">The most of this listener; 0 for no limit.</param>
/// <param name="mostInAll">The most of all listeners; 0 for no limit.</param>
/// <param name="all">The connections of all listeners.</param>
/// <param name="stats">Counts those refused.</param>
internal sealed class ConnectionLimit(long most, long mostInAll, OpenConnections all, Func<HttpStats> stats)
{
    private long _open;

    public ConnectionDelegate Before(ConnectionDelegate next) => most == 0 && mostInAll == 0 ? next : async context =>
    {
        try
        {
            var (open, openInAll) = (Interlocked.Increment(ref _open), all.Increment());
            if (most > 0 && open > most)
                Refuse(context, HttpCounter.CxOverflow);
            else if (mostInAll > 0 && openInAll > mostInAll)
                Refuse(context, HttpCounter.CxGlobalOverflow);
            else
                await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            all.Decrement();
        }
    };

    private void Refuse(ConnectionContext context, HttpCounter counter)
    {
        var counters = stats();
        counters.Add(HttpCounter.CxTotal);
        counters.Add(HttpCounter.CxDestroyed);
        counters.Add(counter);
        context.Abort(new ConnectionAbortedException("There are as many connections as the limit allows."));
    }
}
