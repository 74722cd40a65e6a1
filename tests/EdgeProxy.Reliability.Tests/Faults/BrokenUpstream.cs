using System.Net.Sockets;
using System.Text;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>A server that breaks the rules of HTTP in the way that the request's path names, byte for byte.</summary>
internal sealed class BrokenUpstream : IAsyncDisposable
{
    /// <summary>When what was not asked for comes, after the answer.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromMilliseconds(50);

    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(200);
    private readonly SocketServer _server;

    public BrokenUpstream() => _server = new SocketServer(ServeAsync);

    public int Port => _server.Port;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (await ReadPathAsync(reader) is { } path && await AnswerAsync(path, socket, stream))
        {
        }
    }

    private async Task<string?> ReadPathAsync(StreamReader reader)
    {
        var first = await reader.ReadLineAsync(_server.Stopping);
        while (await reader.ReadLineAsync(_server.Stopping) is { Length: > 0 })
        {
        }

        return first?.Split(' ')[1].TrimStart('/').Replace('-', ' ');
    }

    /// <summary>Misbehaves.</summary>
    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> AnswerAsync(string fault, Socket socket, NetworkStream stream)
    {
        switch (fault)
        {
            case "closes without a word":
                return false;
            case "resets the connection":
                socket.LingerState = new LingerOption(true, 0);
                // By the socket itself: the stream would close in order.
                socket.Dispose();
                return false;
            case "never answers":
                return await WaitAsync();
            case "closes within the header":
                return await EndAsync(stream, "HTTP/1.1 200 OK\r\nContent-Le");
            case "stops within the header":
                await SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Le");
                return await WaitAsync();
            case "sends headers without end":
                return await RepeatAsync(stream, "HTTP/1.1 200 OK\r\n", number => $"x-{number}: {new string('a', 1000)}\r\n", TimeSpan.Zero);
            case "sends one header line without end":
                return await RepeatAsync(stream, "HTTP/1.1 200 OK\r\nx: ", _ => new string('a', 1000), TimeSpan.Zero);
            case "sends 100 Continue without end":
                return await RepeatAsync(stream, "", _ => "HTTP/1.1 100 Continue\r\n\r\n", TimeSpan.FromMilliseconds(1));
            case "sends the header byte by byte":
                return await RepeatAsync(stream, "HTTP/1.1 200 OK\r\nx: ", _ => "a", Drip);
            case "sends the body byte by byte":
                return await RepeatAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", _ => "a", Drip);
            case "speaks another protocol":
                return await EndAsync(stream, "SSH-2.0-OpenSSH_9.9\r\n");
            case "switches protocols unasked":
                return await EndAsync(stream, "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nsecret");
            case "sends less than it promised":
                return await EndAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst");
            case "breaks off a chunked body":
                return await EndAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            case "sends a chunk size that is none":
                return await EndAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\nzz\r\n");
            case "sends more than it promised":
                await SendAsync(stream, Good + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
                return true;
            case "sends more than it promised, later":
                await SendAsync(stream, Good);
                await Task.Delay(Later, _server.Stopping);
                await SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
                return true;
            case "sends a body to HEAD":
                await SendAsync(stream, Good);
                return true;
            case "sends both lengths":
                await SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ngood\r\n0\r\n\r\n");
                return true;
            case "sends two lengths":
                return await EndAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\ngood");
            case "sends a negative length":
                return await EndAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\ngood");
            default:
                await SendAsync(stream, Good);
                return true;
        }
    }

    private static Task SendAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    private static async Task<bool> EndAsync(NetworkStream stream, string text)
    {
        await SendAsync(stream, text);
        return false;
    }

    private async Task<bool> RepeatAsync(NetworkStream stream, string start, Func<int, string> more, TimeSpan pause)
    {
        await SendAsync(stream, start);
        for (var number = 0; !_server.Stopping.IsCancellationRequested; number++)
        {
            await SendAsync(stream, more(number));
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _server.Stopping);
        }

        return false;
    }

    private async Task<bool> WaitAsync()
    {
        await Task.Delay(Timeout.Infinite, _server.Stopping);
        return false;
    }
}
