using System.Buffers;
using System.Text;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Tests.Support;

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
    [InlineData("GET http://a%00/ HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("GET http://a%0/ HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: :\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400)]
    [InlineData("GET http://a:99999/ HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("GET http://a%41:/ HTTP/1.1\r\nHost: a\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: a, b, c, d, e, f, g, h, i\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: a, b, c, d, e, f, g, h, i, j\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: a, b, c, d, e\r\nConnection: f, g, h, i, close\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: ,, ,a,,\r\n\r\n", 0)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Forwarded-For\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: close, x-forwarded-host\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: x-request-id\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: host\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: :path\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: connection, upgrade, te\r\n\r\n", 0)]
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
    public void HasTheLengthOfTheBody() => Assert.Equal(12, Read("POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 12\r\n\r\n").BodyLength);

    [Fact]
    public void Connection_WithSeveralLines_NominatesAllOfThem()
    {
        var tokens = Read("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, x-a\r\nConnection: X-B , upgrade\r\n\r\n").Connection!;
        Assert.True(tokens.HasUpgrade);
        Assert.Equal(["x-a", "X-B"], tokens.Nominated);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a.example:80\r\n\r\n", null)]
    [InlineData("GET / HTTP/1.1\r\nHost: a..b:99999\r\n\r\n", null)]
    [InlineData("GET / HTTP/1.1\r\nHost: a*b\r\n\r\n", "a*b")]
    [InlineData("GET / HTTP/1.1\r\nHost:\ta%41: \r\n\r\n", "a%41:")]
    [InlineData("GET http://A.example:80/ HTTP/1.1\r\nHost: a*b\r\n\r\n", "A.example:80")]
    public void Authority_IsKeptWhereKestrelWouldChangeIt(string text, string? authority) => Assert.Equal(authority, Read(text).Authority);

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 400)]
    public void Te_IsLimited(int length, int status) =>
        Assert.Equal(status, Read($"GET / HTTP/1.1\r\nHost: a\r\nTE: {new string('t', length)}\r\n\r\n").Refusal?.Status ?? 0);

    /// <summary>However the bytes come in, each is looked at about once.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(7, 1)]
    [InlineData(4096, 1)]
    public void Read_InPieces_GivesTheSameAndIsLinear(int piece, int segments)
    {
        var text = Encoding.Latin1.GetBytes($"POST / HTTP/1.1\r\nHost: a*b\r\nConnection: x\r\nContent-Length: 7\r\nx: {new string('x', 900)}\r\n\r\n");
        var head = new Http1Head(maxBytes: 1024, maxHeaders: 4);
        for (var length = Math.Min(piece, text.Length); head.Length == 0; length = Math.Min(length + piece, text.Length))
            head.Read(Segments.Of(text.AsMemory(0, length), segments));
        Assert.Equal((text.Length, 7L, "a*b"), (head.Length, head.BodyLength, head.Authority));
        Assert.Null(head.Refusal);
        Assert.InRange(head.Work, text.Length, 2 * text.Length);
    }

    [Fact]
    public void Read_WithTooManyHeaders_RefusesBeforeTheHeadIsWhole() =>
        Assert.Equal(431, Read("GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: 5\r\n").Refusal?.Status);

    [Fact]
    public void Read_WithTooManyBytes_RefusesBeforeTheHeadIsWhole() =>
        Assert.Equal(431, Read("GET / HTTP/1.1\r\na: " + new string('a', 1024)).Refusal?.Status);

    private static Http1Head Read(string text)
    {
        var head = new Http1Head(maxBytes: 1024, maxHeaders: 4);
        head.Read(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(text)));
        return head;
    }
}
