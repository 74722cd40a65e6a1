using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Tests.Primitives;

public sealed class FlagNamesTests
{
    public static TheoryData<string> Flags => [.. Enum.GetNames<ResponseFlags>().Skip(1)];

    [Theory]
    [MemberData(nameof(Flags))]
    public void EveryFlag_IsWrittenByItsName_AloneAndWithRetries(string name)
    {
        var flag = Enum.Parse<ResponseFlags>(name);

        Assert.Equal(name, FlagNames.Of(flag));
        Assert.Equal($"{name},URX", FlagNames.Of(flag, hasExceededRetries: true));
    }

    [Fact]
    public void NoFlag_IsADash_OrTheRetriesAlone() => Assert.Equal(("-", "URX"), (FlagNames.Of(ResponseFlags.None), FlagNames.Of(ResponseFlags.None, hasExceededRetries: true)));
}
