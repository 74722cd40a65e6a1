using EdgeProxy.Dashboard.Presentation;

namespace EdgeProxy.Dashboard.Tests.Presentation;

public sealed class StructuredTextTests
{
    [Fact]
    public void LaysOutJson() => Assert.Equal("{\n  \"a\": [\n    1\n  ]\n}", StructuredText.LayOut("""{"a":[1]}""").ReplaceLineEndings("\n"));

    [Fact]
    public void LaysOutXml() => Assert.Equal("<a>\n  <b />\n</a>", StructuredText.LayOut("<a><b/></a>").ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("{not json}")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")]
    [InlineData("<unclosed>")]
    public void LeavesTheRestAsItIs(string text) => Assert.Equal(text, StructuredText.LayOut(text));
}
