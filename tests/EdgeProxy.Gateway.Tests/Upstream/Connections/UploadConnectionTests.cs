using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using EdgeProxy.Gateway.Upstream;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Upstream;

/// <summary>What is read beside an upload reaches the request that it answers, on a connection that serves one after the other.</summary>
public sealed class UploadConnectionTests
{
    private readonly Channel<byte[]> _fromHost = Channel.CreateUnbounded<byte[]>();
    private readonly UploadConnection _connection;
    private int _begun;
    private int _ended;

    public UploadConnectionTests() => _connection = new UploadConnection(ReadAsync, (_, _) => ValueTask.CompletedTask);

    [Fact]
    public async Task AnswerThatCameBeforeItWasRead_TheNextAnswerReachesTheNextRequest()
    {
        Assert.Equal("first", await ExchangeAsync("first", answerComesFirst: true));
        Assert.Equal("second", await ExchangeAsync("second", answerComesFirst: true));
        Assert.Equal("third", await ExchangeAsync("third", answerComesFirst: false));
    }

    [Fact]
    public async Task BytesAfterAnAnswer_TheNextRequestIsRefusedBeforeAnythingIsWritten()
    {
        await ExchangeAsync("first", answerComesFirst: true);
        await _fromHost.Writer.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync("a request is refused", () => Record.Exception(() => _connection.BeginRequest(null)) is IOException);
        Assert.Throws<IOException>(() => _connection.BeginRequest(new UpstreamExchange()));
    }

    /// <summary>One request with a body: written, answered, read.</summary>
    private async Task<string> ExchangeAsync(string answer, bool answerComesFirst)
    {
        var exchange = new UpstreamExchange();
        exchange.BeginUpload(PipeReader.Create(Stream.Null));
        _connection.BeginRequest(exchange);
        await _connection.WriteAsync("POST / HTTP/1.1\r\n\r\n"u8.ToArray(), exchange, isReadPending: false);
        exchange.EndUpload();
        if (answerComesFirst)
            await SendAsync(answer);
        var buffer = new byte[100];
        var reading = _connection.ReadAsync(buffer).AsTask();
        if (!answerComesFirst)
            await _fromHost.Writer.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(buffer, 0, await reading.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    /// <summary>Sends, and waits until the connection has read it, and reads on.</summary>
    private async Task SendAsync(string text)
    {
        var begun = Volatile.Read(ref _begun);
        await _fromHost.Writer.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("what was sent was read, and the next read has begun", () => Volatile.Read(ref _begun) == begun + 1 && _fromHost.Reader.Count == 0);
    }

    /// <summary>Reads in the order of the calls, as a socket does; never two at a time.</summary>
    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        Assert.Equal(Interlocked.Increment(ref _begun), Volatile.Read(ref _ended) + 1);
        var bytes = await _fromHost.Reader.ReadAsync();
        Interlocked.Increment(ref _ended);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }
}
