using EdgeProxy.Dashboard.Pages.Traces;

namespace EdgeProxy.Dashboard.Tests.Pages.Traces;

public sealed class MinimapPathsTests
{
    [Fact]
    public void HasOnePathForEachColour()
    {
        var paths = MinimapPaths.Draw(DeepTrace.Build(), service => service == "gateway" ? "c0" : "c1");

        Assert.Equal(["c0", "c1"], paths.Select(path => path.Color));
        Assert.All(paths, path => Assert.StartsWith("M", path.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void StaysSmallHoweverManySpansThereAre() =>
        Assert.InRange(MinimapPaths.Draw(DeepTrace.Build(5_000), _ => "c0").Single().Path.Length, 1, 20_000);
}
