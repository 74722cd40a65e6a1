using System.Text;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class Http1HeadTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", 0)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n", 0)]
    [InlineData("GET http://h/ HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.0\r\n\r\n", 0)]
    [InlineData("POST / HTTP/1.0\r\n\r\n", 426)]
    [InlineData("PUT / HTTP/1.0\r\n\r\n", 426)]
    [InlineData("POST / HTTP/1.0\r\nContent-Length: 0\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nx(y: 1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400)]
    [InlineData("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("CONNECT HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("CONNECT /pong HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 404)]
    [InlineData("GET /?%00 HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET http://user@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET http://a%00/ HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: :\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1]80\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: \r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a:80\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nx: a\rb\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nx: a\u001b[2Jb\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nx: a\u007fb\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nx: a\tb\u00e9\r\n\r\n", 0)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n\r\n", 431)]
    public void IsTakenOrRefused(string text, int status) => Assert.Equal(status, Read(text).Refusal?.Status ?? 0);

    [Theory]
    [InlineData("")]
    [InlineData("GET / HT")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r")]
    public void IsWaitedForWhileItIsNotWhole(string text)
    {
        var head = Read(text);
        Assert.Equal((0, (CodecRefusal?)null), (head.Length, head.Refusal));
    }

    [Fact]
    public void EndsBeforeTheBody() => Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\n\r\n".Length, Read("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /").Length);

    [Fact]
    public void SaysHowLongTheBodyIs() => Assert.Equal(12, Read("POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 12\r\n\r\n").BodyLength);

    [Fact]
    public void KnowsWhatConnectionNames() =>
        Assert.Equal("keep-alive, x-a, x-b", Read("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, x-a\r\nConnection: x-b\r\n\r\n").Connection);

    private static (int Length, CodecRefusal? Refusal, long BodyLength, string? Connection) Read(string text)
    {
        var head = Http1Head.Read(Encoding.Latin1.GetBytes(text), maxBytes: 1024, maxHeaders: 4);
        return (head.Length, head.Refusal, head.BodyLength, head.Connection);
    }
}
