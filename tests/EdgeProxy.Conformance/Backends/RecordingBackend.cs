using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.Conformance;

/// <summary>
/// An HTTP/1.1 server on a plain socket that keeps what it receives byte for byte, and behaves as the request's
/// <c>x-backend</c> header asks (<see cref="BackendBehaviour"/>): well by default, badly on demand.
/// </summary>
public sealed class RecordingBackend : IAsyncDisposable
{
    private readonly string _answer;
    private readonly ConcurrentQueue<RecordedRequest> _seen = new();
    private readonly List<Socket> _fillers = [];
    private Listening _listening;

    /// <summary>Starts listening on 127.0.0.1.</summary>
    /// <param name="name">The name that its records carry.</param>
    /// <param name="answer">The body of its plain answer.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public RecordingBackend(string name, string answer, int port = 0)
    {
        Name = name;
        _answer = answer;
        _listening = Listen(port, backlog: 512, accept: true);
        Port = ((IPEndPoint)_listening.Socket.LocalEndPoint!).Port;
    }

    /// <summary>The name that its records carry.</summary>
    public string Name { get; }

    /// <summary>The port, the same after a stop and a start.</summary>
    public int Port { get; }

    /// <summary>What it has received that carries a case's mark.</summary>
    public IReadOnlyList<RecordedRequest> Seen(string id) =>
        [.. _seen.Where(r => r.RawHead.Contains(id, StringComparison.Ordinal))];

    /// <summary>Everything it has received.</summary>
    public IReadOnlyCollection<RecordedRequest> All => _seen;

    /// <summary>Stops listening and closes every connection: connections are refused.</summary>
    public Task StopAsync() => _listening.DisposeAsync().AsTask();

    /// <summary>Listens again on the same port.</summary>
    public async Task StartAsync()
    {
        await _listening.DisposeAsync();
        DropFillers();
        _listening = Listen(Port, backlog: 512, accept: true);
    }

    /// <summary>Listens so that no connection is ever made nor refused: the queue is full, and the kernel drops every SYN.</summary>
    public async Task StallConnectionsAsync()
    {
        await _listening.DisposeAsync();
        _listening = Listen(Port, backlog: 0, accept: false);
        for (var i = 0; i < 4; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _fillers.Add(filler);
            using var bound = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            try
            {
                await filler.ConnectAsync(IPAddress.Loopback, Port, bound.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _listening.DisposeAsync();
        DropFillers();
    }

    private void DropFillers()
    {
        _fillers.ForEach(f => f.Dispose());
        _fillers.Clear();
    }

    private Listening Listen(int port, int backlog, bool accept)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Connections of an earlier listener may still be in TIME_WAIT on this port.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new Listening(socket, accept ? ServeAsync : null);
    }

    private async Task ServeAsync(Socket connection, CancellationToken cancellation)
    {
        var reader = new ByteReader(connection);
        while (await reader.ReadHeadAsync(cancellation) is { } lines)
        {
            var body = new BodyCollector();
            var request = new RecordedRequest(Name, lines, body);
            _seen.Enqueue(request);
            var behaviour = new BackendBehaviour(connection, request, _answer);
            await behaviour.BeforeBodyAsync(cancellation);
            await ReadBodyAsync(reader, request, body, cancellation);
            if (!request.Complete || !await behaviour.AnswerAsync(cancellation))
                return;
        }
    }

    private static async Task ReadBodyAsync(ByteReader reader, RecordedRequest request, BodyCollector body, CancellationToken cancellation)
    {
        if (request.Headers.Find("transfer-encoding") is not null)
        {
            var trailers = await reader.ReadChunkedAsync(body, cancellation);
            request.Trailers = trailers ?? [];
            request.Complete = trailers is not null;
        }
        else
        {
            var length = long.TryParse(request.Headers.Find("content-length"), out var given) ? given : 0;
            request.Complete = await reader.ReadBodyAsync(body, length, cancellation);
        }
    }
}
