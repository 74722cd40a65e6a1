using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>
/// A server that forgives nothing. It answers each request with its target and the length of its body, so that a client sees whether the answer is
/// its own; and it keeps every breach of RFC 9112 that the gateway lets through.
/// </summary>
internal sealed class StrictUpstream : IAsyncDisposable
{
    private const string BigPrefix = "/big/";
    private static readonly byte[] Block = new byte[64 * 1024];
    private readonly ConcurrentQueue<string> _targets = new();
    private readonly ConcurrentQueue<string> _breaches = new();
    private readonly SocketServer _server;

    public StrictUpstream() => _server = new SocketServer(ServeAsync);

    public int Port => _server.Port;

    /// <summary>The targets of all requests that came.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

    /// <summary>What no gateway may send.</summary>
    public IReadOnlyCollection<string> Breaches => _breaches;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: true));
        while (await ReadHeadAsync(stream) is { } head)
        {
            var request = UpstreamRequest.Read(head);
            foreach (var breach in request.Breaches)
                _breaches.Enqueue($"{breach} in: {head}");
            _targets.Enqueue(request.Target);
            var length = request.IsChunked ? await ReadChunkedAsync(stream) : await SkipAsync(stream, request.Length);
            if (length < 0)
                return;
            await AnswerAsync(stream, request, length);
        }
    }

    private async Task AnswerAsync(Stream stream, UpstreamRequest request, long bodyLength)
    {
        if (request.Target.StartsWith(BigPrefix, StringComparison.Ordinal))
        {
            var left = long.Parse(request.Target[BigPrefix.Length..], CultureInfo.InvariantCulture);
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {left}\r\n\r\n"), _server.Stopping);
            for (; left > 0; left -= Block.Length)
                await stream.WriteAsync(Block.AsMemory(0, (int)Math.Min(left, Block.Length)), _server.Stopping);
        }
        else
        {
            var body = $"{request.Target} {bodyLength}";
            await stream.WriteAsync(
                Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{(request.IsHead ? "" : body)}"), _server.Stopping);
        }

        await stream.FlushAsync(_server.Stopping);
    }

    private async Task<string?> ReadHeadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _server.Stopping) == 1)
        {
            head.Add(one[0]);
            if (one[0] == '\n' && head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
                return Encoding.Latin1.GetString([.. head]);
        }

        // The end of a connection is right between requests alone; a gateway may give up within one, though.
        return null;
    }

    private async Task<long> SkipAsync(Stream stream, long length)
    {
        var buffer = new byte[16 * 1024];
        for (var left = length; left > 0;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _server.Stopping);
            if (count == 0)
                return -1;
            left -= count;
        }

        return length;
    }

    private async Task<long> ReadChunkedAsync(Stream stream)
    {
        var total = 0L;
        while (true)
        {
            if (await ReadLineAsync(stream) is not { } line)
                return -1;
            if (!long.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size))
                _breaches.Enqueue($"chunk size '{line}'");
            if (await SkipAsync(stream, size) < 0 || await ReadLineAsync(stream) is not { } end)
                return -1;
            if (end.Length > 0)
                _breaches.Enqueue($"after a chunk, or as a trailer: '{end}'");
            total += size;
            if (size == 0)
                return total;
        }
    }

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _server.Stopping) == 1)
        {
            line.Append((char)one[0]);
            if (one[0] == '\n')
                return line.ToString()[..^2];
        }

        return null;
    }
}
