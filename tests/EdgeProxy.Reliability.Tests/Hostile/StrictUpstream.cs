using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>
/// A server that forgives nothing. It answers each request with its target and the length of its body, so that a client sees whether the answer is
/// its own; and it keeps every breach of RFC 9112 that the gateway lets through.
/// </summary>
internal sealed class StrictUpstream : IAsyncDisposable
{
    private const string BigPrefix = "/big/";
    private static readonly byte[] Block = new byte[64 * 1024];
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly ConcurrentQueue<string> _targets = new();
    private readonly ConcurrentQueue<string> _breaches = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;

    public StrictUpstream()
    {
        _listener.Start(4096);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The targets of all requests that came.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

    /// <summary>What no gateway may send.</summary>
    public IReadOnlyCollection<string> Breaches => _breaches;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var serving = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
                _connections[serving] = 0;
                _ = serving.ContinueWith(ended => _connections.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        socket.NoDelay = true;
        await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
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
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException)
        {
            // The gateway hung up, or the test is over.
        }
    }

    private async Task AnswerAsync(Stream stream, UpstreamRequest request, long bodyLength)
    {
        if (request.Target.StartsWith(BigPrefix, StringComparison.Ordinal))
        {
            var left = long.Parse(request.Target[BigPrefix.Length..], CultureInfo.InvariantCulture);
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {left}\r\n\r\n"), _stop.Token);
            for (; left > 0; left -= Block.Length)
                await stream.WriteAsync(Block.AsMemory(0, (int)Math.Min(left, Block.Length)), _stop.Token);
        }
        else
        {
            var body = $"{request.Target} {bodyLength}";
            await stream.WriteAsync(
                Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{(request.IsHead ? "" : body)}"), _stop.Token);
        }

        await stream.FlushAsync(_stop.Token);
    }

    private async Task<string?> ReadHeadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
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
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stop.Token);
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
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            line.Append((char)one[0]);
            if (one[0] == '\n')
                return line.ToString()[..^2];
        }

        return null;
    }
}
