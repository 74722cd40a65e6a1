using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// The connections of the admin port, at most 100. The hundred and first closes the one that has been without a request for the longest time, so that
/// a client that only holds connections cannot keep a probe out. A connection may be without a request for 60 s, a head that comes in parts included, and a request may take 60 s.
/// </summary>
internal sealed class AdminConnections(TimeProvider time)
{
    /// <summary>The most connections at once.</summary>
    public const int Most = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Lock _lock = new();
    private readonly List<AdminConnection> _open = [];

    public ConnectionDelegate Before(ConnectionDelegate next) => async context =>
    {
        var connection = new AdminConnection(context, time);
        if (!TryAdd(connection))
        {
            context.Abort(new ConnectionAbortedException("All connections of the admin port have a request under way."));
            return;
        }

        context.Features.Set(connection);
        // Kestrel's heartbeat comes once a second.
        context.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((AdminConnection)state).AbortAfter(Limit), connection);
        try
        {
            await next(context);
        }
        finally
        {
            lock (_lock)
                _open.Remove(connection);
        }
    };

    private bool TryAdd(AdminConnection connection)
    {
        lock (_lock)
        {
            if (_open.Count >= Most)
            {
                if (_open.Where(open => !open.IsBusy).MaxBy(open => open.Age) is not { } idle)
                    return false;
                _open.Remove(idle);
                idle.Abort();
            }

            _open.Add(connection);
            return true;
        }
    }
}
