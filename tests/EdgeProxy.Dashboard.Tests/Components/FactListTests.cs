using Bunit;
using EdgeProxy.Dashboard.Components;
using EdgeProxy.Dashboard.Presentation;

namespace EdgeProxy.Dashboard.Tests.Components;

public sealed class FactListTests : IDisposable
{
    private const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    private readonly PageContext _context = new();

    [Fact]
    public void ShowsMarkupAsText()
    {
        var list = _context.Render<FactList>(parameters => parameters.Add(component => component.Facts, [new Fact(Markup, Markup)]));

        Assert.Empty(list.FindAll("img, script"));
        Assert.Equal(Markup, list.Find("dd .value").TextContent);
    }

    [Fact]
    public void ShowsDotsForASecret()
    {
        var list = _context.Render<FactList>(parameters => parameters.Add(component => component.Facts, [new Fact("TOKEN", null) { IsSecret = true }]));

        Assert.Equal("••••••••", list.Find("dd .value").TextContent);
        Assert.Empty(list.FindAll("[data-action=copy]"));
    }

    [Fact]
    public void LaysJsonOutWhenAsked()
    {
        var list = _context.Render<FactList>(parameters => parameters.Add(component => component.Facts, [new Fact("body", """{"a":1}""")]));

        list.Find("button[title='Lay out']").Click();

        Assert.Contains("\n", list.Find("dd .value").TextContent, StringComparison.Ordinal);
    }

    public void Dispose() => _context.Dispose();
}
