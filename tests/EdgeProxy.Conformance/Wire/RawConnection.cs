using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>A plain TCP connection to the proxy: what is sent is what goes over the wire.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly ByteReader _reader;

    private RawConnection(Socket socket)
    {
        _socket = socket;
        _reader = new ByteReader(socket);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.IdnHost, address.Port, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new RawConnection(socket);
    }

    /// <summary>Sends bytes. That the proxy has hung up meanwhile is no error here: its answer may still be read.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
        }
        catch (SocketException)
        {
            // Seen by the read that follows.
        }
    }

    /// <summary>Reads a whole answer, passing over interim ones (1xx).</summary>
    public async Task<ObservedResponse> ReadResponseAsync(bool toHead, CancellationToken cancellation)
    {
        while (true)
        {
            var response = await ReadHeadAsync(cancellation);
            if (response is { Status: >= 100 and < 200 and not 101 })
                continue;
            if (response.Status == 0)
                return response;
            return await ReadBodyAsync(response, toHead, cancellation);
        }
    }

    /// <summary>Reads the head of the next answer, interim ones too.</summary>
    public async Task<ObservedResponse> ReadHeadAsync(CancellationToken cancellation)
    {
        var lines = await _reader.ReadHeadAsync(cancellation);
        if (lines is null)
            return ObservedResponse.None;
        var first = lines[0].TrimEnd().Split(' ', 3);
        return new ObservedResponse
        {
            Version = first[0],
            Status = first.Length > 1 && int.TryParse(first[1], out var status) ? status : 0,
            Headers = HeaderList.Parse(lines.Skip(1).SkipLast(1).Select(l => l.TrimEnd('\r', '\n'))),
        };
    }

    /// <summary>Reads bytes; null when the connection ended first.</summary>
    internal Task<byte[]?> ReadExactlyAsync(int count, CancellationToken cancellation) => _reader.ReadExactlyAsync(count, cancellation);

    /// <summary>Reads one chunk of a chunked body, as text; empty when the connection ended first.</summary>
    internal async Task<string> ReadChunkAsync(CancellationToken cancellation)
    {
        var size = await _reader.ReadLineAsync(cancellation);
        if (size is null || !int.TryParse(size.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length))
            return "";
        var bytes = await _reader.ReadExactlyAsync(length, cancellation);
        await _reader.ReadLineAsync(cancellation);
        return Encoding.Latin1.GetString(bytes ?? []);
    }

    /// <summary>Waits until the proxy ends the connection, at most <paramref name="limit"/>.</summary>
    public async Task<ConnectionEnd> WaitForEndAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(limit);
        try
        {
            await _reader.ReadBodyAsync(new BodyCollector(), -1, bound.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ConnectionEnd.Open;
        }

        return _reader.End;
    }

    /// <summary>Says that nothing more will be sent (FIN), still reading.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>Reads the rest of an answer whose head was read.</summary>
    internal async Task<ObservedResponse> ReadBodyAsync(ObservedResponse head, bool toHead, CancellationToken cancellation)
    {
        if (toHead || head.Status is 101 or 204 or 304)
            return head with { Complete = true };

        var body = new BodyCollector();
        var complete = false;
        HeaderList? trailers = null;
        if (head.Headers.Find("transfer-encoding") is { } coding && coding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase))
        {
            trailers = await _reader.ReadChunkedAsync(body, cancellation);
            complete = trailers is not null;
        }
        else
        {
            var length = long.TryParse(head.Headers.Find("content-length"), out var given) ? given : -1;
            complete = await _reader.ReadBodyAsync(body, length, cancellation);
        }

        return head with { Body = body.ToArray(), BodyLength = body.Length, Complete = complete, Trailers = trailers ?? [] };
    }
}
