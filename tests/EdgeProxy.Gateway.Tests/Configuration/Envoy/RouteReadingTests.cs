using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Fields that version 2 and version 3 write in different ways, and defaults.</summary>
public sealed class RouteReadingTests
{
    [Theory]
    [InlineData("{ match: { regex: \"/a.*\" }, route: { cluster: a } }")]
    [InlineData("{ match: { safe_regex: { google_re2: { max_program_size: 100 }, regex: \"/a.*\" } }, route: { cluster: a } }")]
    public void AnExpressionIsReadInBothVersions(string route)
    {
        var match = EnvoyFile.ReadRoute(route).Match;
        Assert.Equal((PathMatchKind.Regex, "/a.*"), (match.PathKind, match.Path));
    }

    [Theory]
    [InlineData("host_rewrite: h")]
    [InlineData("host_rewrite_literal: h")]
    public void AHostRewriteIsReadInBothVersions(string field) =>
        Assert.Equal("h", Assert.IsType<ForwardActionConfig>(EnvoyFile.ReadRoute($"{{ match: {{ prefix: / }}, route: {{ cluster: a, {field} }} }}").Action).HostRewrite);

    [Theory]
    [InlineData("{ name: q, value: x }", ValueMatchKind.Exact)]
    [InlineData("{ name: q, value: x, regex: true }", ValueMatchKind.Regex)]
    [InlineData("{ name: q }", ValueMatchKind.Present)]
    [InlineData("{ name: q, string_match: { suffix: x } }", ValueMatchKind.Suffix)]
    public void AQueryParameterIsReadInBothVersions(string parameter, ValueMatchKind kind) => Assert.Equal(
        kind, Assert.Single(EnvoyFile.ReadRoute($"{{ match: {{ prefix: /, query_parameters: [{parameter}] }}, route: {{ cluster: a }} }}").Match.QueryParameters).Kind);

    [Fact]
    public void TheTimeoutIsFifteenSecondsByDefault() => Assert.Equal(
        TimeSpan.FromSeconds(15), Assert.IsType<ForwardActionConfig>(EnvoyFile.ReadRoute("{ match: { prefix: / }, route: { cluster: a } }").Action).Timeout);

    [Fact]
    public void ANullLeavesAFieldUnset() => Assert.Null(
        Assert.IsType<ForwardActionConfig>(EnvoyFile.ReadRoute("{ match: { prefix: / }, route: { cluster: a, retry_policy: null, prefix_rewrite: } }").Action).RetryPolicy);

    [Theory]
    [InlineData(@"\d+", "[0-9]+")]
    [InlineData(@"[\w-]+", "[0-9A-Za-z_-]+")]
    [InlineData(@"(?P<id>\d)", "(?<id>[0-9])")]
    [InlineData(@"[[:alpha:]]x", "[A-Za-z]x")]
    [InlineData(@"[]a]", "[]a]")]
    [InlineData(@"[^]a[]", @"[^]a\[]")]
    [InlineData(@"\pN", @"\p{N}")]
    [InlineData(@"\Qa.b\E.", @"a\x2Eb.")]
    [InlineData(@"\\d\.", @"\\d\.")]
    public void AnExpressionOfRe2IsWrittenForDotNet(string re2, string dotNet) => Assert.Equal(dotNet, Re2Pattern.ToDotNet(re2));
}
