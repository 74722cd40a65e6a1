using System.Text;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

public sealed class RequestHeadTests
{
    private readonly RequestHead _head = new();

    [Fact]
    public void Head_IsWrittenByteForByte()
    {
        _head.SetHost("a..b:99999");
        _head.Add("x-Odd_name", "\u00e4 \t'\"");
        _head.Add("Cookie", new(["a=1", "b=2"]));
        _head.Add("Via", new(["1.1 a", "1.1 b"]));
        _head.Add("Empty", "");
        Assert.Equal(
            "delete /a%20b?c=/../d HTTP/1.1\r\nHost: a..b:99999\r\nx-Odd_name: \u00e4 \t'\"\r\nCookie: a=1; b=2\r\nVia: 1.1 a, 1.1 b\r\nEmpty: \r\nTransfer-Encoding: chunked\r\n\r\n",
            Write("delete", "/a%20b?c=/../d", isChunked: true));
    }

    [Theory]
    [InlineData("GET", null, false)]
    [InlineData("HEAD", null, false)]
    [InlineData("DELETE", null, false)]
    [InlineData("POST", null, true)]
    [InlineData("PUT", null, true)]
    [InlineData("REPORT", null, true)]
    [InlineData("POST", "7", false)]
    public void Request_WithoutABody_SaysSoWhereItsMethodExpectsOne(string method, string? length, bool isAdded)
    {
        if (length is not null)
            _head.Add("content-length", length);
        Assert.Equal(isAdded, Write(method, "/", isChunked: false).EndsWith("\r\nContent-Length: 0\r\n\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Fields_AreFoundAndRemovedWithoutCase()
    {
        _head.Add("X-A", "1");
        _head.Add("X-B", "2");
        _head.Add("x-a", "3");
        Assert.True(_head.Contains("x-A"));
        _head.Remove("X-a");
        Assert.False(_head.Contains("x-A"));
        Assert.Equal("GET / HTTP/1.1\r\nHost: \r\nX-B: 2\r\n\r\n", Write("GET", "/", isChunked: false));
        _head.Reset();
        Assert.Equal("GET / HTTP/1.1\r\nHost: \r\n\r\n", Write("GET", "/", isChunked: false));
    }

    [Fact]
    public void Target_OfARewrite_IsEncoded() => Assert.StartsWith("GET /a%20%C3%A4%0D HTTP/1.1\r\n", Write("GET", "/a \u00e4\r", isChunked: false), StringComparison.Ordinal);

    [Theory]
    [InlineData("x", "a\r\nInjected: b")]
    [InlineData("x", "a\0")]
    public void Field_WithALineBreak_IsNotWritten(string name, string value)
    {
        _head.Add(name, value);
        Assert.Throws<FormatException>(() => Write("GET", "/", isChunked: false));
    }

    [Theory]
    [InlineData("x y")]
    [InlineData("x:")]
    [InlineData("x\n")]
    [InlineData("\u00e4")]
    [InlineData("")]
    public void Field_WhoseNameIsNoToken_IsLeftOut(string name)
    {
        _head.Add(name, "a");
        Assert.Equal("GET / HTTP/1.1\r\nHost: \r\n\r\n", Write("GET", "/", isChunked: false));
    }

    [Fact]
    public void Head_LargerThanTheBuffer_IsWrittenWhole()
    {
        for (var field = 0; field < 100; field++)
            _head.Add($"x-{field}", new string('a', 100));
        Assert.Equal(100 + 3, Write("GET", "/", isChunked: false).Split("\r\n").Length - 1);
    }

    private string Write(string method, string target, bool isChunked)
    {
        var output = new byte[16];
        var length = _head.Write(ref output, method, target, isChunked);
        return Encoding.Latin1.GetString(output, 0, length);
    }
}
