using EdgeProxy.Hosting.Logs;

namespace EdgeProxy.Hosting.Tests.Logs;


public sealed class AnsiTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: x", "info: x")]
    [InlineData("\u001b]0;title\u0007x", "x")]
    [InlineData("\u001b[2Jx", "x")]
    public void EscapeSequencesAreTakenOut(string text, string expected) => Assert.Equal(expected, AnsiText.Strip(text));
}
