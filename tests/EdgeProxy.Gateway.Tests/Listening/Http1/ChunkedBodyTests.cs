using System.Buffers;
using System.Text;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class ChunkedBodyTests
{
    private const int MaxTrailerBytes = 100;
    private const int MaxTrailers = 3;

    [Theory]
    [InlineData("0\r\n\r\n")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("A;x=y\r\n0123456789\r\n0\r\nx-trailer: 1\r\ny: 2\r\n\r\n")]
    [InlineData("a;x=\"a\tb\u00e4\";y\r\n0123456789\r\n00;z\r\n\r\n")]
    [InlineData("3\r\n\r\n\r\r\n0\r\n\r\n")]
    [InlineData("0\r\nContent-Length: 5\r\nHost:\r\nx:\u00ff\r\n\r\n")]
    public void EndsWhereItEndsHoweverItIsCut(string body)
    {
        for (var cut = 0; cut <= body.Length; cut++)
        {
            var chunked = new ChunkedBody(MaxTrailerBytes, MaxTrailers);
            Inspect(ref chunked, body[..cut]);
            Assert.Equal(cut == body.Length, chunked.Whole == body.Length);
            // A reader takes what is whole before more comes, or it does not.
            var consumed = cut % 2 == 0 ? chunked.Whole : 0;
            chunked.Consume(consumed);
            Inspect(ref chunked, body[(int)consumed..] + "GET");
            Assert.Equal(body.Length - consumed, chunked.Whole);
            Assert.Equal(consumed == body.Length, chunked.HasEnded);
            chunked.Consume(chunked.Whole);
            Assert.True(chunked.HasEnded);
        }
    }

    [Theory]
    [InlineData("5\r\nhel", "5\r\nhel")]
    [InlineData("5\r\nhello\r", "5\r\nhello")]
    [InlineData("5;a=b\r", "")]
    [InlineData("5\r\nhello\r\n3;", "5\r\nhello\r\n")]
    [InlineData("5\r\nhello\r\n0\r\nx: y\r\n", "5\r\nhello\r\n")]
    public void KeepsPartsOfALineBack(string body, string whole)
    {
        var chunked = new ChunkedBody(MaxTrailerBytes, MaxTrailers);

        Inspect(ref chunked, body);

        Assert.Equal(whole.Length, chunked.Whole);
        Assert.False(chunked.IsWrong);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("x")]
    [InlineData("5\n")]
    [InlineData("5 ")]
    [InlineData("-")]
    [InlineData("5\rh")]
    [InlineData("5;a\n")]
    [InlineData("5;a\rb")]
    [InlineData("5;\0")]
    [InlineData("80000000")]
    [InlineData("000000005")]
    [InlineData("1\r\nab")]
    [InlineData("1\r\na\n")]
    [InlineData("1\r\na\rb")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\n ")]
    [InlineData("0\r\nx\r")]
    [InlineData("0\r\nx ")]
    [InlineData("0\r\n:")]
    [InlineData("0\r\nx: y\n")]
    [InlineData("0\r\nx: y\rz")]
    [InlineData("0\r\nx: \0")]
    [InlineData("0\r\nx: \u007f")]
    [InlineData("0\r\nx: y\r\n ")]
    [InlineData("0\r\n\rx")]
    [InlineData("0\r\na:\r\nb:\r\nc:\r\nd")]
    public void IsWrongAtTheLetterThatIsNone(string body)
    {
        var chunked = new ChunkedBody(MaxTrailerBytes, MaxTrailers);

        Inspect(ref chunked, body[..^1]);
        Assert.False(chunked.IsWrong);
        Inspect(ref chunked, body);

        Assert.True(chunked.IsWrong);
    }

    [Fact]
    public void LimitsTheExtensionsOfARequestTogether()
    {
        var chunk = $"1;{new string('a', 1023)}\r\n.\r\n";
        var most = string.Concat(Enumerable.Repeat(chunk, ChunkedBody.MaxExtensionBytes / 1024));
        var chunked = new ChunkedBody(MaxTrailerBytes, MaxTrailers);

        Inspect(ref chunked, most);
        Assert.Equal(most.Length, chunked.Whole);
        Inspect(ref chunked, most + "1;");

        Assert.True(chunked.IsWrong);
        Assert.Equal(most.Length, chunked.Whole);
    }

    [Fact]
    public void LimitsTheTrailersTogether()
    {
        var chunked = new ChunkedBody(MaxTrailerBytes, MaxTrailers);
        var most = $"0\r\na:{new string('b', MaxTrailerBytes / 2)}\r\nc:{new string('d', (MaxTrailerBytes / 2) - "a:c:".Length)}";

        Inspect(ref chunked, most);
        Assert.False(chunked.IsWrong);
        Inspect(ref chunked, most + "d");

        Assert.True(chunked.IsWrong);
    }

    /// <summary>As a pipe gives it: everything that is not consumed, in segments.</summary>
    private static void Inspect(ref ChunkedBody chunked, string unconsumed) => chunked.Inspect(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(unconsumed)));
}
