using System.Text;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

public sealed class ResponseHeadTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\n", 200, "OK", 5, false)]
    [InlineData("HTTP/1.1 200\r\n\r\n", 200, "", -1, false)]
    [InlineData("HTTP/1.1 404 \r\nx:\r\n\r\n", 404, "", -1, false)]
    [InlineData("HTTP/1.0 299 As it is \t\u00e4\r\nA: \t b \t\r\n\r\n", 299, "As it is \t\u00e4", -1, false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: ChunKed\r\nConnection: close\r\n\r\n", 200, "OK", -1, true)]
    [InlineData("HTTP/1.1 999 Odd\r\ncontent-length: 000000000000000007\r\n\r\n", 999, "Odd", 7, false)]
    public void Head_HoweverItIsCut_IsReadToItsEnd(string text, int status, string reason, long length, bool isChunked)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var head = new ResponseHead();
            if (cut > 0)
                Assert.Equal(cut == bytes.Length, head.Read(bytes.AsSpan(0, cut)));
            Assert.True(head.Read([.. bytes, .. "HTTP/1.1 500 Next\r\n\r\n"u8]));
            Assert.Equal((bytes.Length, status, length, isChunked), (head.Length, head.Status, head.ContentLength, head.IsChunked));
            Assert.Equal(reason, Encoding.Latin1.GetString(head.Reason(bytes)));
        }
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n")]
    [InlineData("H2")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\n")]
    [InlineData("HTTP/1.2 200 OK\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n")]
    [InlineData("HTTP/1.1 099 Low\r\n")]
    [InlineData("HTTP/1.1 200 O\0K\r\n")]
    [InlineData("HTTP/1.1 200 O\rK\r\n")]
    [InlineData("HTTP/1.1 200 OK\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n z: folded\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n X: y\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX : y\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: y\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX\u00e4: y\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\0b\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rb\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\u007fb\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n")]
    public void Head_ThatTwoReadersMayReadDifferently_IsRefused(string text) =>
        Assert.Equal(HttpRequestError.InvalidResponse, Assert.Throws<HttpIOException>(() => new ResponseHead().Read(Encoding.Latin1.GetBytes(text))).HttpRequestError);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nx: ")]
    [InlineData("HTTP/1.1 200 OK\r\nx: y\r\n")]
    [InlineData("HTTP/1.1 200 ")]
    public void Head_BeyondItsLimit_IsRefused(string start)
    {
        var head = new ResponseHead();
        Assert.False(head.Read(Encoding.Latin1.GetBytes(start)));
        var rest = start.EndsWith('\n') ? string.Concat(Enumerable.Repeat("a: b\r\n", ResponseHead.MaxBytes / 6)) : new string('a', ResponseHead.MaxBytes);
        Assert.Throws<HttpIOException>(() => head.Read(Encoding.Latin1.GetBytes(start + rest)));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: x, Close\r\n\r\n", true)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n", true)]
    [InlineData("HTTP/1.1 204 None\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 None\r\nContent-Length: 0\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 None\r\nContent-Length: 3\r\n\r\n", true)]
    [InlineData("HTTP/1.1 205 Reset\r\nTransfer-Encoding: chunked\r\n\r\n", true)]
    [InlineData("HTTP/1.1 304 Same\r\nContent-Length: 3\r\n\r\n", false)]
    public void Connection_AfterWhichNobodyKnowsWhereTheNextAnswerBegins_Closes(string text, bool closes)
    {
        var head = new ResponseHead();
        Assert.True(head.Read(Encoding.Latin1.GetBytes(text)));
        Assert.Equal(closes, head.Closes);
    }

    [Fact]
    public void Head_AfterAnother_HasNothingOfIt()
    {
        var head = new ResponseHead();
        Assert.True(head.Read("HTTP/1.0 103 Early\r\nConnection: a\r\nTransfer-Encoding: chunked\r\n\r\n"u8));
        Assert.True(head.IsInterim);
        head.Reset();
        Assert.True(head.Read("HTTP/1.1 200 OK\r\n\r\n"u8));
        Assert.Equal((200, 0, -1L, false, false, false, true), (head.Status, head.Count, head.ContentLength, head.IsChunked, head.Closes, head.HasNominations, head.IsHttp11));
    }
}
