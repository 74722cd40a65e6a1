using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Kestrel's sockets; a failure to listen names the address.</summary>
internal sealed class ListenerFactory(IOptions<SocketTransportOptions> options, ILoggerFactory loggers)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);

    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _sockets.BindAsync(endpoint, cancellationToken);
        }
        catch (AddressInUseException failure)
        {
            // Of the type that Kestrel knows.
            throw new AddressInUseException(failure.Message, new ListenException(endpoint, new SocketException((int)SocketError.AddressAlreadyInUse)));
        }
        catch (SocketException failure)
        {
            throw new ListenException(endpoint, failure);
        }
    }
}
