using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Lets a request go on in the thread that saw its bytes come in, from the socket through the forwarder to the upstream's socket and back.
/// It saves two thread switches for each request, and requires that nothing on that path blocks.
/// </summary>
internal static class InlineSockets
{
    /// <summary>The runtime's own switch, read once when the first socket is made. Set to 0 in the environment it leaves all to the thread pool.</summary>
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const string On = "1";

    /// <summary>Turns it on for this process unless the environment says otherwise. Must come before the first socket.</summary>
    public static void Prefer()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
            Environment.SetEnvironmentVariable(Switch, On);
    }

    /// <summary>Makes Kestrel do as the sockets do.</summary>
    public static void Configure(SocketTransportOptions options) =>
        options.UnsafePreferInlineScheduling = Environment.GetEnvironmentVariable(Switch) is On or "true";
}
