using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Listening;

/// <summary>The sockets that are open, with the ports that the system gave them.</summary>
internal sealed class ListenerStore
{
    private readonly List<ListenOptions> _edge = [];
    private ListenOptions? _admin;

    /// <summary>The addresses of the edge.</summary>
    public IEnumerable<IPEndPoint> Edge => _edge.Select(listener => listener.IPEndPoint).OfType<IPEndPoint>();

    public IPEndPoint? Admin => _admin?.IPEndPoint;

    public void Add(ListenOptions listener, bool isAdmin)
    {
        if (isAdmin)
            _admin = listener;
        else
            _edge.Add(listener);
    }
}
