using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Dashboard.Listening;

/// <summary>Where the pages are served: loopback alone.</summary>
/// <param name="Port">1 to 65535; 0 lets the system choose.</param>
/// <param name="TakenPort">The usual port, when it was taken and another had to be chosen; else null.</param>
internal sealed record FrontendAddress(int Port, int? TakenPort = null)
{
    /// <summary>The port when nobody says another.</summary>
    public const int DefaultPort = 18888;

    /// <summary>
    /// Reads <c>ASPNETCORE_URLS</c> (or <c>--urls</c>). Without it the usual port is taken, and a free one where that is taken.
    /// </summary>
    /// <param name="urls">The setting; semicolons separate addresses, of which the first counts.</param>
    /// <exception cref="DashboardSettingException">An address is not a loopback http address.</exception>
    public static FrontendAddress Choose(string? urls)
    {
        if (string.IsNullOrWhiteSpace(urls))
            return IsFree(DefaultPort) ? new FrontendAddress(DefaultPort) : new FrontendAddress(0, DefaultPort);

        var first = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        if (!Uri.TryCreate(first, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp || !IsLoopback(address.Host))
        {
            throw new DashboardSettingException(
                $"ASPNETCORE_URLS is '{urls}': the pages show what programs were given and can stop them, so they are served on loopback alone. "
                + "Allowed is http://localhost:PORT or http://127.0.0.1:PORT.");
        }

        return new FrontendAddress(address.Port);
    }

    /// <summary>Whether a Host header or an address names this machine to itself.</summary>
    /// <param name="host">A name or an address, IPv6 with or without brackets.</param>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
