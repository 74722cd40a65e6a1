using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;

namespace EdgeProxy.Gateway.Tests.Routing;

public sealed class PathNormalizerTests
{
    private static readonly ConnectionManagerConfig Hardened = new()
    {
        NormalizePath = true,
        MergeSlashes = true,
        EscapedSlashes = EscapedSlashesAction.UnescapeAndForward,
    };

    [Theory]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("//a///b", "/a/b")]
    [InlineData("/%61%7e", "/a~")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/a%2Fb%5cc", "/a/b/c")]
    [InlineData("/a?x=/../y", "/a?x=/../y")]
    [InlineData("/", "/")]
    public void MakesOneFormOfAPath(string target, string expected) =>
        Assert.Equal(expected, PathNormalizer.Normalize(Hardened, target, out _));

    /// <summary>RFC 3986, 5.2.4, and Envoy's canonicalizer: above the root is the root.</summary>
    [Theory]
    [InlineData("/..", "/")]
    [InlineData("/../../b", "/b")]
    [InlineData("/a/../../b", "/b")]
    [InlineData("/%2e%2E/b", "/b")]
    [InlineData("/%2e%2e%2fb", "/b")]
    [InlineData("/a/..%5c../b", "/b")]
    [InlineData("/a/.", "/a/")]
    [InlineData("/a/%2e", "/a/")]
    public void StaysAtTheRoot(string target, string expected) => Assert.Equal(expected, PathNormalizer.Normalize(Hardened, target, out _));

    [Theory]
    [InlineData("/a#b")]
    [InlineData("/a?b#c")]
    [InlineData("/#/../admin")]
    public void RefusesAFragment(string target) => Assert.Null(PathNormalizer.Normalize(Hardened, target, out _));

    [Fact]
    public void LeavesEverythingAloneByDefault() =>
        Assert.Equal("//a/../%2F", PathNormalizer.Normalize(new ConnectionManagerConfig(), "//a/../%2F", out _));

    [Fact]
    public void RedirectsEscapedSlashesWhereAsked()
    {
        PathNormalizer.Normalize(Hardened with { EscapedSlashes = EscapedSlashesAction.UnescapeAndRedirect }, "/a%2Fb?q", out var redirect);
        Assert.Equal("/a/b?q", redirect);
    }
}
