using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>
/// What a recording backend does with one request, as its <c>x-backend</c> header asks. <c>docs/conformance.md</c> lists the words.
/// </summary>
internal sealed class BackendBehaviour(Socket connection, RecordedRequest request, string answer)
{
    // Time for the proxy to pass on what it got before the connection ends.
    private static readonly TimeSpan Underway = TimeSpan.FromMilliseconds(100);

    private readonly string _word = request.Headers.Find(RawRequest.BehaviourHeader) ?? "";

    /// <summary>Acts before the body is read.</summary>
    public async Task BeforeBodyAsync(CancellationToken cancellation)
    {
        if (request.Headers.Find("expect") is not null)
            await SendAsync("HTTP/1.1 100 Continue\r\n\r\n", cancellation);
        if (_word is "early-head")
            await SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nearly\r\n", cancellation);
    }

    /// <summary>Answers; false when the connection is to be closed.</summary>
    public async Task<bool> AnswerAsync(CancellationToken cancellation)
    {
        var (verb, argument) = _word.Split('=', 2) is { Length: 2 } parts ? (parts[0], parts[1]) : (_word, "");
        switch (verb)
        {
            case "close":
                return false;
            case "reset":
                return Reset();
            case "stall":
                return await StallAsync(cancellation);
            case "head-then-stall":
                await SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst", cancellation);
                return await StallAsync(cancellation);
            case "partial-then-close":
                await SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst", cancellation);
                await Task.Delay(Underway, cancellation);
                return false;
            case "partial-chunk-then-close":
                await SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n", cancellation);
                await Task.Delay(Underway, cancellation);
                return false;
            case "until-close":
                await SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n{answer}", cancellation);
                return false;
            case "chunked":
                await SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n", cancellation);
                return true;
            case "early-head":
                await SendAsync("4\r\nlate\r\n0\r\n\r\n", cancellation);
                return true;
            case "status":
                var body = argument is "204" or "304" ? "" : "Content-Length: 4\r\n";
                await SendAsync($"HTTP/1.1 {argument} Whatever\r\n{body}\r\n{(body.Length > 0 && !IsHead ? "body" : "")}", cancellation);
                return true;
            case "headers":
                await SendAsync(
                    "HTTP/1.1 200 OK\r\nServer: backend/1.0\r\nX-Envoy-Upstream-Service-Time: 99999\r\nKeep-Alive: timeout=5\r\n" +
                    "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n",
                    cancellation);
                return true;
            case "delay":
                await Task.Delay(int.Parse(argument, CultureInfo.InvariantCulture), cancellation);
                break;
            case "big":
                return await BigAsync(long.Parse(argument, CultureInfo.InvariantCulture), cancellation);
            case "echo":
                await SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {request.Body.Length}\r\n\r\n", cancellation);
                await SendAsync(request.Body, cancellation);
                return true;
        }

        await SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {answer.Length}\r\n\r\n{(IsHead ? "" : answer)}", cancellation);
        return true;
    }

    private bool IsHead => request.RequestLine.StartsWith("HEAD ", StringComparison.Ordinal);

    private bool Reset()
    {
        connection.LingerState = new LingerOption(true, 0);
        return false;
    }

    // Until the proxy gives up, or the backend is stopped.
    private async Task<bool> StallAsync(CancellationToken cancellation)
    {
        var rest = new byte[1024];
        while (await connection.ReceiveAsync(rest, SocketFlags.None, cancellation) > 0)
        {
        }

        return false;
    }

    private async Task<bool> BigAsync(long mebibytes, CancellationToken cancellation)
    {
        var block = new byte[1024 * 1024];
        Array.Fill(block, (byte)'x');
        await SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {mebibytes * block.Length}\r\n\r\n", cancellation);
        for (var i = 0L; i < mebibytes; i++)
            await SendAsync(block, cancellation);
        return true;
    }

    private Task SendAsync(string text, CancellationToken cancellation) => SendAsync(Encoding.Latin1.GetBytes(text), cancellation);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await connection.SendAsync(bytes, SocketFlags.None, cancellation)..];
    }
}
