using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>Reads lines, counted bytes and chunked bodies from a socket, and remembers every byte of a head as it came.</summary>
internal sealed class ByteReader(Socket socket)
{
    /// <summary>Of a body, this much is kept; the rest is only counted.</summary>
    public const int Kept = 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>How the connection ended, once a read met the end.</summary>
    public ConnectionEnd End { get; private set; } = ConnectionEnd.Open;

    /// <summary>The lines up to and with the empty line, each with its line end; null when the connection ended before.</summary>
    public async Task<List<string>?> ReadHeadAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(cancellation);
            if (line is null)
                return null;
            // Empty lines before a first line are to be passed over (RFC 9112, 2.2).
            if (line is "\r\n" or "\n" && lines.Count == 0)
                continue;
            lines.Add(line);
            if (line is "\r\n" or "\n")
                return lines;
        }
    }

    /// <summary>One line with its line end, or null at the end of the connection.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellation))
                return null;
            var newline = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var stop = newline < 0 ? _end : newline + 1;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, stop - _start));
            _start = stop;
            if (newline >= 0)
                return line.ToString();
        }
    }

    /// <summary>Reads <paramref name="length"/> bytes, or to the end when negative, into <paramref name="body"/>; false when cut short.</summary>
    public async Task<bool> ReadBodyAsync(BodyCollector body, long length, CancellationToken cancellation)
    {
        while (length != 0)
        {
            if (_start == _end && !await FillAsync(cancellation))
                return length < 0 && End == ConnectionEnd.Closed;
            var take = length < 0 ? _end - _start : (int)Math.Min(length, _end - _start);
            body.Add(_buffer.AsSpan(_start, take));
            _start += take;
            if (length > 0)
                length -= take;
        }

        return true;
    }

    /// <summary>Reads a chunked body and its trailers; null when cut short or malformed.</summary>
    public async Task<HeaderList?> ReadChunkedAsync(BodyCollector body, CancellationToken cancellation)
    {
        while (true)
        {
            var sizeLine = await ReadLineAsync(cancellation);
            if (sizeLine is null || !long.TryParse(sizeLine.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size))
                return null;
            if (size == 0)
                break;
            if (!await ReadBodyAsync(body, size, cancellation) || await ReadLineAsync(cancellation) is not "\r\n")
                return null;
        }

        var trailers = new List<string>();
        while (await ReadLineAsync(cancellation) is { } line)
        {
            if (line is "\r\n")
                return HeaderList.Parse(trailers);
            trailers.Add(line.TrimEnd('\r', '\n'));
        }

        return null;
    }

    /// <summary>Exactly <paramref name="count"/> bytes, or null at the end of the connection.</summary>
    public async Task<byte[]?> ReadExactlyAsync(int count, CancellationToken cancellation)
    {
        var bytes = new BodyCollector();
        return await ReadBodyAsync(bytes, count, cancellation) ? bytes.ToArray() : null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        if (End != ConnectionEnd.Open)
            return false;
        try
        {
            _start = 0;
            _end = 0;
            _end = await socket.ReceiveAsync(_buffer, SocketFlags.None, cancellation);
            if (_end == 0)
                End = ConnectionEnd.Closed;
        }
        catch (SocketException)
        {
            End = ConnectionEnd.Reset;
        }

        return _end > 0;
    }
}
