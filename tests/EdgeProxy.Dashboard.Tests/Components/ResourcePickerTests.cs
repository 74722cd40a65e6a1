using Bunit;
using EdgeProxy.Dashboard.Components;
using EdgeProxy.Dashboard.Presentation;

namespace EdgeProxy.Dashboard.Tests.Components;

public sealed class ResourcePickerTests : IDisposable
{
    private readonly PageContext _context = new();

    [Fact]
    public void DrawsAFewOfThousandsAndFindsTheOthers()
    {
        ResourceChoice? chosen = null;
        var picker = _context.Render<ResourcePicker>(parameters => parameters
            .Add(component => component.Choices, () => [.. Enumerable.Range(0, 5_000).Select(index => new ResourceChoice($"service-{index}"))])
            .Add(component => component.SelectedChanged, choice => chosen = choice));

        picker.Find("button").Click();
        Assert.InRange(picker.FindAll("[role=option]").Count, 2, 100);

        picker.Find("input").Input("service-4321");
        picker.FindAll("[role=option]")[^1].Click();

        Assert.Equal(new ResourceChoice("service-4321"), chosen);
        Assert.Empty(picker.FindAll("[role=option]"));
    }

    public void Dispose() => _context.Dispose();
}
