using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Tests.ApplicationModel;


public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("ping-svc")]
    [InlineData("a")]
    [InlineData("Ping2")]
    public void LettersDigitsAndSingleHyphensAreTaken(string name) => Assert.Equal(name, new ProjectResource(name).Name);

    [Theory]
    [InlineData("", "has 0 characters")]
    [InlineData("1ping", "does not start with a letter")]
    [InlineData("ping_svc", "contains '_'")]
    [InlineData("ping-", "ends with a hyphen")]
    [InlineData("ping--svc", "two hyphens in a row")]
    public void AnotherNameIsRefusedWithTheReason(string name, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(() => new ProjectResource(name));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }
}
