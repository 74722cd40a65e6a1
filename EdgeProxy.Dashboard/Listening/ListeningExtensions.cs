using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Dashboard.Listening;

/// <summary>The room that opens the address of the pages.</summary>
internal static class ListeningExtensions
{
    /// <summary>Listens for browsers on loopback.</summary>
    /// <exception cref="DashboardSettingException">The configured address is not loopback.</exception>
    public static WebApplicationBuilder AddFrontendListener(this WebApplicationBuilder builder)
    {
        var address = FrontendAddress.Choose(builder.Configuration["urls"]);
        builder.Services.AddSingleton(address);
        builder.Services.AddSingleton<FrontendUrl>();
        builder.Services.AddSingleton<IStartupFilter, FollowedUrlsFilter>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, address.Port, Mark);
            // A browser asks ::1 first for "localhost". A free port is one of IPv4 alone: another program may have it on ::1.
            if (address.Port != 0 && Socket.OSSupportsIPv6 && IsFreeOnIPv6(address.Port))
                kestrel.Listen(IPAddress.IPv6Loopback, address.Port, Mark);
        });
        return builder;

        static void Mark(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Features.Set(FrontendConnection.Instance);
                return next(connection);
            });
        }
    }

    /// <summary>Answers 404 where what belongs to the pages is asked at another address.</summary>
    public static WebApplication UseFrontendListener(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<FrontendOnly>() is null || context.Features.Get<FrontendConnection>() is not null)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        return app;
    }

    private static bool IsFreeOnIPv6(int port)
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
