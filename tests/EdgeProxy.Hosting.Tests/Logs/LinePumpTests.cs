using EdgeProxy.Hosting.Logs;

namespace EdgeProxy.Hosting.Tests.Logs;


public sealed class LinePumpTests
{
    [Fact]
    public async Task LinesComeWithoutTheirEnds() => Assert.Equal(["a", "", "b", "c"], await LinesOf("a\n\nb\r\nc"));

    [Fact]
    public async Task ALineWithoutAnEndIsCut()
    {
        var lines = await LinesOf(new string('x', 100_000));

        Assert.True(lines.Count > 1);
        Assert.Equal(100_000, lines.Sum(line => line.Length));
    }

    private static async Task<List<string>> LinesOf(string text)
    {
        var lines = new List<string>();
        await LinePump.RunAsync(new StringReader(text), lines.Add);
        return lines;
    }
}
