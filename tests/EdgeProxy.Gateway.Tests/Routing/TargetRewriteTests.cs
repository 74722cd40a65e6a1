using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Routing;

public sealed class TargetRewriteTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    /// <summary>The client chooses what stands behind the prefix: none of it may become a port, a user or a host.</summary>
    [Theory]
    [InlineData("/api/:99999", "/:99999")]
    [InlineData("/api/@evil/x", "/@evil/x")]
    [InlineData("/api/[::1", "/[::1")]
    [InlineData("/api/%", "/%")]
    [InlineData("/api/x?a=/b", "/x?a=/b")]
    public async Task RegexRewrite_WithoutALeadingSlash_GetsOne(string target, string upstream)
    {
        await using var gateway = await TestGateway.StartAsync(
        [
            .. TestSettings.BothOn(_backend.Port),
            "ReverseProxy:Routes:ping:Match:Prefix=/api/",
            "ReverseProxy:Routes:ping:RegexRewrite:Pattern=^/api/(.*)$",
            "ReverseProxy:Routes:ping:RegexRewrite:Substitution=\\1",
        ]);
        var seen = await Exchange.Raw(RawRequest.Get(target))(
            new ConformanceTarget { Address = gateway.Address }, "rewrite", TestContext.Current.CancellationToken);
        Assert.Equal(200, seen.Response.Status);
        Assert.Equal($"GET {upstream} HTTP/1.1", _backend.All.Single().RequestLine);
    }

    [Theory]
    [InlineData(@"/\0x", "//a/bx")]
    [InlineData(@"/c\1", "/cb")]
    [InlineData(@"/c\\1", @"/c\1")]
    [InlineData(@"/$1$$", "/$1$$")]
    public void Substitution_IsReadAsRe2Does(string substitution, string expected)
    {
        var rewrite = TargetRewrite.Create(null, new RegexRewriteConfig("^/a/(b)$", substitution), new RouteMatchConfig { Path = "/" })!;
        Assert.Equal(expected, rewrite.Apply("/a/b"));
    }
}
