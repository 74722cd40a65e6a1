using EdgeProxy.Dashboard.Pages.Traces;
using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Tests.Pages.Traces;

public sealed class WaterfallViewTests
{
    private readonly TraceTree _tree = DeepTrace.Build();
    private readonly WaterfallView _view = new();

    public WaterfallViewTests() => _view.Show(_tree);

    [Fact]
    public void ShowsEverySpanIndentedByItsDepth() =>
        Assert.Equal([0, 1, 2, 3, 4, 5], _view.Rows.Select(row => row.Indent));

    [Fact]
    public void FoldsWhatIsBelowASpan()
    {
        _view.Toggle(_tree.Nodes[2].Key);

        Assert.Equal(["span 0", "span 1", "span 2"], _view.Rows.Select(row => row.Node.Span.Name));
        Assert.True(_view.Rows[2].IsFolded);
    }

    [Fact]
    public void StaysFoldedWhenTheTraceGrows()
    {
        _view.Toggle(_tree.Nodes[2].Key);

        _view.Show(DeepTrace.Build());

        Assert.Equal(3, _view.Rows.Count);
    }

    [Fact]
    public void MovesTheChildrenOfHiddenKindsUp()
    {
        _view.Hide([SpanKind.Client]);

        Assert.Equal([("span 0", 0), ("span 2", 1), ("span 4", 2)], _view.Rows.Select(row => (row.Node.Span.Name, row.Indent)));
    }

    [Fact]
    public void RevealsASpanThatWasFoldedAway()
    {
        _view.CollapseAll();
        Assert.Single(_view.Rows);

        _view.Reveal(_tree.Nodes[4]);

        Assert.Contains(_view.Rows, row => row.Node == _tree.Nodes[4]);
    }

    [Fact]
    public void ZoomsToAPartAndBack()
    {
        _view.Zoom(0.25, 0.75);
        Assert.Equal((0.0, 100.0), (_view.Percent(_view.From), _view.Percent(_view.To)));
        Assert.True(_view.IsZoomed);

        _view.ZoomBy(4);

        Assert.False(_view.IsZoomed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-3, 5)]
    [InlineData(0.5, 0.5)]
    public void NeverZoomsToNothing(double from, double to)
    {
        _view.Zoom(from, to);

        Assert.InRange(_view.To - _view.From, 1, _tree.Length);
        Assert.InRange(_view.From, 0, _tree.Length);
    }

    [Fact]
    public void MarksWhatHasAFailureBelow() =>
        Assert.Equal([true, true, true, true, true, false], _tree.Nodes.Select(node => node.HasFailedDescendant));
}
