namespace EdgeProxy.Hosting.Tests;

public sealed class EdgeProxyHostingOptionsTests
{
    private const string Prefix = "EdgeProxy.Hosting:Option:";

    public static TheoryData<string> Switches => new(typeof(EdgeProxyHostingOptions).GetProperties().Select(property => property.Name));

    [Fact]
    public void Read_NothingSet_TurnsEverythingOn() => Assert.All(Values(EdgeProxyHostingOptions.Read(StubBuilder.With(null))), one => Assert.True(one.Value, one.Key));

    [Theory]
    [MemberData(nameof(Switches))]
    public void Read_ConfigurationSaysFalse_TurnsThatSwitchOff(string name) =>
        Assert.Equal([name], Off(EdgeProxyHostingOptions.Read(StubBuilder.With(null, ($"edgeproxy:{name.ToLowerInvariant()}", "False")))));

    [Theory]
    [MemberData(nameof(Switches))]
    public void Read_BuildSaysFalse_TurnsThatSwitchOff(string name) =>
        Assert.Equal([name], Off(EdgeProxyHostingOptions.Read(StubBuilder.With(AppHostAssembly.With((Prefix + name, "false"))))));

    [Theory]
    [InlineData("false", "true", true)]
    [InlineData("true", "false", false)]
    public void Read_BuildAndConfigurationDiffer_ConfigurationTakesPrecedence(string build, string configuration, bool expected) =>
        Assert.Equal(expected, EdgeProxyHostingOptions.Read(StubBuilder.With(AppHostAssembly.With((Prefix + "DirectLaunch", build)), ("EdgeProxy:DirectLaunch", configuration))).DirectLaunch);

    [Fact]
    public void Read_UnknownKey_ThrowsWithTheKnownOnes()
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => EdgeProxyHostingOptions.Read(StubBuilder.With(null, ("EdgeProxy:DirektLaunch", "false"))));

        Assert.Contains("'EdgeProxy:DirektLaunch' is not known", exception.Message, StringComparison.Ordinal);
        Assert.All(Switches, name => Assert.Contains(name.Data, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ConfigurationValueIsNoBoolean_Throws()
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => EdgeProxyHostingOptions.Read(StubBuilder.With(null, ("EdgeProxy:OrderlyStop", "off"))));

        Assert.Equal("'EdgeProxy:OrderlyStop' must be 'true' or 'false', was 'off'.", exception.Message);
    }

    [Fact]
    public void Read_BuildValueIsNoBoolean_ThrowsWithTheProperty()
    {
        var builder = StubBuilder.With(AppHostAssembly.With((Prefix + "OrderlyStop", "0")));

        Assert.Equal("the MSBuild property 'EdgeProxyOrderlyStop' must be 'true' or 'false', was '0'.", Assert.Throws<DistributedApplicationException>(() => EdgeProxyHostingOptions.Read(builder)).Message);
    }

    private static IEnumerable<string> Off(EdgeProxyHostingOptions options) => Values(options).Where(one => !one.Value).Select(one => one.Key);

    private static IEnumerable<KeyValuePair<string, bool>> Values(EdgeProxyHostingOptions options) =>
        typeof(EdgeProxyHostingOptions).GetProperties().Select(property => KeyValuePair.Create(property.Name, (bool)property.GetValue(options)!));
}
