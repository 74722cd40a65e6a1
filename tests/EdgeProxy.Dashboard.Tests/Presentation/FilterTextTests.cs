using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.Telemetry;

namespace EdgeProxy.Dashboard.Tests.Presentation;

public sealed class FilterTextTests
{
    [Fact]
    public void ComesBackFromAnAddressAsItWas()
    {
        foreach (var (op, _, _) in FilterText.Operators)
        {
            var filter = new AttributeFilter("url.path:odd", op, "/a:b?c=d&é");

            Assert.Equal([filter], FilterText.Read([FilterText.Write(filter)]));
        }
    }

    [Theory]
    [InlineData("no operator")]
    [InlineData("key:unheard-of:value")]
    [InlineData(":eq:value")]
    [InlineData("a:b:c:d")]
    public void LeavesOutWhatIsNotAFilter(string text) => Assert.Empty(FilterText.Read([text]));
}
