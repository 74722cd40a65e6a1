using EdgeProxy.Dashboard.Pages.ConsoleLogs;

namespace EdgeProxy.Dashboard.Tests.Pages.ConsoleLogs;

public sealed class AnsiTextTests
{
    [Fact]
    public void ColoursWhatTheConsoleLoggerColours()
    {
        var runs = AnsiText.Parse("\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: Started");

        Assert.Equal([new TextRun("info", "ansi-green", null), new TextRun(": Started", null, null)], runs);
    }

    [Fact]
    public void ShowsFailuresInRed() =>
        Assert.Equal("ansi-red", AnsiText.Parse("\u001b[41m\u001b[30mfail\u001b[39m\u001b[22m\u001b[49m: x")[0].Style);

    [Fact]
    public void LinksAddresses()
    {
        var runs = AnsiText.Parse("Now listening on: http://localhost:5000/a?b=c. Go");

        Assert.Equal(["Now listening on: ", "http://localhost:5000/a?b=c", ". Go"], runs.Select(run => run.Text));
        Assert.Equal("http://localhost:5000/a?b=c", runs[1].Href);
    }

    [Theory]
    [InlineData("httpx://nowhere javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("httphttphttp")]
    public void LinksNothingElse(string text) => Assert.All(AnsiText.Parse(text), run => Assert.Null(run.Href));

    [Theory]
    [InlineData("\u001b")]
    [InlineData("\u001b[")]
    [InlineData("\u001b[31")]
    [InlineData("\u001b[2J\u001b[1;1H")]
    [InlineData("\u001b]0;title\u0007")]
    public void DrawsNoEscapeSequence(string text) =>
        Assert.All(AnsiText.Parse(text), run => Assert.DoesNotContain(run.Text, character => char.IsControl(character)));

    [Fact]
    public void CutsALineThatIsTooLong() => Assert.True(AnsiText.Plain(new string('x', 1_000_000) + "\u001b[0m").Length < 20_000);
}
