using EdgeProxy.Gateway.Upstream;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Gateway.Tests.Upstream;

public sealed class DiscoveredServiceNamesTests
{
    [Fact]
    public void AreListedWithTheOneThatMayBeMeant() =>
        Assert.Equal(". Did you mean 'ping-svc'? Configured services: 'ping-svc', 'pong-svc'", With("pong-svc", "ping-svc").Hint("pign-svc"));

    [Fact]
    public void AreListedAloneWhenNoneIsNear() => Assert.Equal(". Configured services: 'ping-svc'", With("ping-svc").Hint("warehouse"));

    [Fact]
    public void AreNotMentionedWhereThereIsNone() => Assert.Equal("", With().Hint("ping-svc"));

    [Fact]
    public void AreCountedFromTheEleventhOn() =>
        Assert.EndsWith("'s09' and 2 more", With([.. Enumerable.Range(0, 12).Select(index => $"s{index:00}")]).Hint("warehouse"), StringComparison.Ordinal);

    private static DiscoveredServiceNames With(params string[] names) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(names.Select(name => KeyValuePair.Create($"services:{name}:http:0", (string?)"http://localhost:5101"))).Build());
}
