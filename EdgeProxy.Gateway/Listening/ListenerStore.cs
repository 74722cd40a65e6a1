using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Listening;

/// <summary>The sockets that are open, with the ports that the system gave them.</summary>
internal sealed class ListenerStore
{
    private readonly List<(string Name, ListenOptions Options)> _edge = [];
    private ListenOptions? _admin;

    /// <summary>The addresses of the listeners, each with the listener's name.</summary>
    public IEnumerable<(string Name, IPEndPoint Address)> Listeners =>
        _edge.Where(listener => listener.Options.IPEndPoint is not null).Select(listener => (listener.Name, listener.Options.IPEndPoint!));

    /// <summary>The addresses of all listeners.</summary>
    public IEnumerable<IPEndPoint> Edge => Listeners.Select(listener => listener.Address);

    public IPEndPoint? Admin => _admin?.IPEndPoint;

    public void Add(ListenOptions listener, string name) => _edge.Add((name, listener));

    public void AddAdmin(ListenOptions listener) => _admin = listener;
}
