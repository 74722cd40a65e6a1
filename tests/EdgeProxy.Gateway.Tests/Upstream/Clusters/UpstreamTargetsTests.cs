using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class UpstreamTargetsTests
{
    [Theory]
    [InlineData("/a%2F..//b?c=%zz")]
    [InlineData("/ping/../pong")]
    public void KeepATargetByteForByte(string target) => Assert.Equal(target, new UpstreamTargets("http://127.0.0.1:1").Get(target).PathAndQuery);

    [Fact]
    public void EncodeWhatARewriteBroughtBeyondAscii() =>
        Assert.Equal("/caf%C3%A9", new UpstreamTargets("http://127.0.0.1:1").Get("/café").PathAndQuery);
}
