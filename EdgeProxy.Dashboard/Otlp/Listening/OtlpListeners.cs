using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>Opens OTLP's two ports, and tells every connection through which one it came.</summary>
internal sealed partial class OtlpListeners(OtlpAddresses addresses, ILogger<OtlpListeners> logger) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>Senders push batches of some hundred KB: windows below that cost them a round trip each.</summary>
    private const int StreamWindow = 1024 * 1024;

    private const int ConnectionWindow = 2 * StreamWindow;

    public void Configure(KestrelServerOptions options)
    {
        options.Limits.RequestHeadersTimeout = TimeSpan.FromMinutes(1);
        options.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        options.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        Open(options, addresses.Grpc);
        Open(options, addresses.Http);
    }

    private void Open(KestrelServerOptions options, OtlpAddress address)
    {
        var port = address.Configured.Port;
        if (address.IsDefault && IsTaken(port))
        {
            Log.PortTaken(logger, port, address.Protocol, address.Setting);
            port = 0;
        }

        // Kestrel cannot choose a free port for "localhost", which is two addresses.
        if (address.Configured.Host == "localhost" && port != 0)
            options.ListenLocalhost(port, listen => Describe(listen, address));
        else
            options.Listen(AddressOf(address.Configured), port, listen => Describe(listen, address));
    }

    private static void Describe(ListenOptions listen, OtlpAddress address)
    {
        address.Bound = listen;
        listen.Protocols = address.Protocol == OtlpProtocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1;
        var mark = new OtlpConnection(address.Protocol);
        listen.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        });
    }

    private static IPAddress AddressOf(Uri url) => IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback;

    private static bool IsTaken(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
