using System.Buffers;
using System.Text;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class ChunkedBodyTests
{
    [Theory]
    [InlineData("0\r\n\r\n")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("A;x=y\r\n0123456789\r\n0\r\nx-trailer: 1\r\ny: 2\r\n\r\n")]
    [InlineData("3\r\n\r\n\r\r\n0\r\n\r\n")]
    public void EndsWhereItEndsHoweverItIsCut(string body)
    {
        for (var cut = 0; cut < body.Length; cut++)
        {
            var chunked = default(ChunkedBody);
            chunked.Start();
            chunked.Advance(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body[..cut])));
            Assert.False(chunked.HasEnded);
            chunked.Advance(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body[cut..])));
            Assert.True(chunked.HasEnded);
        }
    }
}
