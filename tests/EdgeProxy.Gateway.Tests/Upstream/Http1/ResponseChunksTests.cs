using System.Text;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

public sealed class ResponseChunksTests
{
    [Theory]
    [InlineData("0\r\n\r\n", "0\r\n\r\n", "")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "hello")]
    [InlineData("A;x=\"y\"\r\n0123456789\r\n1 \t;z\r\n!\r\n00 \r\n\r\n", "A\r\n0123456789\r\n1\r\n!\r\n00\r\n\r\n", "0123456789!")]
    [InlineData("3\r\n\r\n\r\r\n0\r\nx-trailer: 1\r\ny:\r\n\r\n", "3\r\n\r\n\r\r\n0\r\n\r\n", "\r\n\r")]
    [InlineData("000000000000001\r\na\r\n0;\r\n\r\n", "000000000000001\r\na\r\n0\r\n\r\n", "a")]
    public void Body_HoweverItIsCut_PassesInItsChunksOrWithout(string body, string framed, string data)
    {
        for (var cut = 0; cut <= body.Length; cut++)
        {
            foreach (var keepsFrame in new[] { true, false })
            {
                var chunks = new ResponseChunks(keepsFrame);
                var passed = Take(ref chunks, body[..cut], out var count);
                Assert.Equal(cut == body.Length, chunks.HasEnded);
                passed += Take(ref chunks, body[cut..] + "HTTP/1.1", out var more);
                Assert.True(chunks.HasEnded);
                Assert.Equal(keepsFrame ? framed : data, passed);
                Assert.Equal(data.Length, count.Data + more.Data);
                Assert.Equal(body.Length, count.Consumed + more.Consumed);
            }
        }
    }

    [Fact]
    public void Trailers_AreKept()
    {
        var chunks = new ResponseChunks(keepsFrame: false);
        Take(ref chunks, "0\r\ngrpc-status: 0\r\nX:  \u00e4 \r\n\r\n", out _);
        Assert.Equal([("grpc-status", "0"), ("X", "\u00e4")], chunks.Trailers!);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("x")]
    [InlineData(" ")]
    [InlineData(";")]
    [InlineData("5\n")]
    [InlineData("-")]
    [InlineData("5\rh")]
    [InlineData("5 x")]
    [InlineData("5;a\n")]
    [InlineData("5;a\rb")]
    [InlineData("5;\0")]
    [InlineData("1000000000000000")]
    [InlineData("1\r\nab")]
    [InlineData("1\r\na\n")]
    [InlineData("1\r\na\rb")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\nx: y\n")]
    [InlineData("0\r\n: y\r\n")]
    [InlineData("0\r\nx : y\r\n")]
    [InlineData("0\r\nx: \0\r\n")]
    [InlineData("0\r\nx: y\r\n z\r\n")]
    public void Frame_ThatIsNone_IsRefusedAtTheLetterThatSaysSo(string body)
    {
        var chunks = new ResponseChunks(keepsFrame: true);
        Take(ref chunks, body[..^1], out _);
        Assert.Throws<HttpIOException>(() => Take(ref chunks, body[^1..], out _));
    }

    [Fact]
    public void Extensions_HaveALimitTogether()
    {
        var chunk = $"1;{new string('a', 1024)}\r\n.\r\n";
        var chunks = new ResponseChunks(keepsFrame: false);
        Take(ref chunks, string.Concat(Enumerable.Repeat(chunk, ResponseChunks.MaxExtensionBytes / 1024)), out _);
        Assert.Throws<HttpIOException>(() => Take(ref chunks, "1;a", out _));
    }

    [Fact]
    public void Trailers_HaveALimitTogether()
    {
        var chunks = new ResponseChunks(keepsFrame: false);
        Take(ref chunks, "0\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", ResponseHead.MaxBytes / 6)), out _);
        Assert.Throws<HttpIOException>(() => Take(ref chunks, "a: bcd\r\n", out _));
    }

    private static string Take(ref ResponseChunks chunks, string text, out (int Consumed, int Data) count)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var passing = chunks.Take(bytes, out var consumed, out var data);
        count = (consumed, data);
        return Encoding.Latin1.GetString(bytes.AsSpan(0, passing));
    }
}
