using EdgeProxy.Dashboard.Pages.Resources;

namespace EdgeProxy.Dashboard.Tests.Pages.Resources;

public sealed class GraphLayoutTests
{
    [Fact]
    public void PutsEachResourceRightOfThoseThatReferToIt()
    {
        var places = GraphLayout.Place(["gateway", "ping", "pong"], [("gateway", "ping"), ("gateway", "pong"), ("ping", "pong")]);

        Assert.True(places["gateway"].X < places["ping"].X && places["ping"].X < places["pong"].X);
    }

    [Fact]
    public void EndsWhereReferencesGoInACircle()
    {
        var places = GraphLayout.Place(["a", "b"], [("a", "b"), ("b", "a"), ("a", "a"), ("a", "unknown")]);

        Assert.Equal(2, places.Values.Distinct().Count());
    }

    [Fact]
    public void PutsNoTwoInOnePlace()
    {
        var names = Enumerable.Range(0, 30).Select(index => $"r{index}").ToList();

        Assert.Equal(30, GraphLayout.Place(names, []).Values.Distinct().Count());
    }
}
