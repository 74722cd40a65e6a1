using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>Sends the same again and again on one connection, as fast as it is taken, reading or not.</summary>
internal static class Flood
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("RELIABILITY_LONG") == "1" ? 20 : 1);

    /// <summary>Floods for a second; in the long form for twenty.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="opening">What goes first.</param>
    /// <param name="more">What goes then, by its number; null for nothing.</param>
    /// <param name="reads">Whether what comes back is read.</param>
    /// <returns>What the client gets.</returns>
    public static async Task<AttackOutcome> RunAsync(Uri edge, byte[] opening, Func<int, byte[]>? more, bool reads)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(edge.Host), edge.Port));
        using var limit = new CancellationTokenSource(Limit);
        var reading = reads ? ReadAsync(socket, limit.Token) : Task.FromResult(false);
        try
        {
            await SendAsync(socket, opening, limit.Token);
            if (more is null)
                await Task.Delay(Timeout.Infinite, limit.Token);
            for (var number = 0; !limit.IsCancellationRequested; number++)
                await SendAsync(socket, more!(number), limit.Token);
        }
        catch (OperationCanceledException)
        {
            if (await reading)
                return AttackOutcome.ConnectionEnded;
            return more is null || reads ? AttackOutcome.Answered : AttackOutcome.NotRead;
        }
        catch (SocketException)
        {
            return AttackOutcome.ConnectionEnded;
        }

        return await reading ? AttackOutcome.ConnectionEnded : AttackOutcome.Answered;
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>Whether the other side ended it.</returns>
    private static async Task<bool> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset: an end too.
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return true;
    }
}
