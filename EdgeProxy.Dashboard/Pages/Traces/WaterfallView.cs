using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>What of a tree a person wants to see: which spans are folded, which kinds are hidden, and which part of the time.</summary>
public sealed class WaterfallView
{
    private const long ShortestPart = 1_000;
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);
    private TraceTree? _tree;
    private IReadOnlyList<SpanRow>? _rows;

    /// <summary>Kinds that are left out; their children move up.</summary>
    public IReadOnlySet<SpanKind> HiddenKinds { get; private set; } = new HashSet<SpanKind>();

    /// <summary>The part of the time that is shown: its start in nanoseconds since the start of the trace.</summary>
    public long From { get; private set; }

    /// <summary>Its end.</summary>
    public long To { get; private set; } = 1;

    /// <summary>Whether it is less than all.</summary>
    public bool IsZoomed => _tree is not null && (From > 0 || To < _tree.Length);

    /// <summary>The lines to draw.</summary>
    public IReadOnlyList<SpanRow> Rows => _rows ??= _tree is null ? [] : Build(_tree);

    /// <summary>Another version of the trace. What is folded stays folded, and a part of the time stays that part.</summary>
    public void Show(TraceTree tree)
    {
        var wasZoomed = IsZoomed;
        _tree = tree;
        _rows = null;
        if (!wasZoomed)
            (From, To) = (0, tree.Length);
    }

    /// <summary>Leaves out kinds.</summary>
    public void Hide(IEnumerable<SpanKind> kinds)
    {
        HiddenKinds = kinds.ToHashSet();
        _rows = null;
    }

    /// <summary>Folds or opens one span.</summary>
    public void Toggle(string key)
    {
        if (!_folded.Add(key))
            _folded.Remove(key);
        _rows = null;
    }

    /// <summary>Opens everything.</summary>
    public void ExpandAll()
    {
        _folded.Clear();
        _rows = null;
    }

    /// <summary>Folds everything that has something below it.</summary>
    public void CollapseAll()
    {
        foreach (var node in _tree?.Nodes ?? [])
        {
            if (node.Descendants > 0)
                _folded.Add(node.Key);
        }

        _rows = null;
    }

    /// <summary>Opens what hides a span.</summary>
    public void Reveal(SpanNode node)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
            _folded.Remove(above.Key);
        _rows = null;
    }

    /// <summary>Shows a part of what is shown, as fractions of it; 0 to 1 of all of it when both are so.</summary>
    public void Zoom(double from, double to)
    {
        var length = _tree?.Length ?? 1;
        From = Math.Clamp((long)(length * from), 0, Math.Max(0, length - ShortestPart));
        To = Math.Clamp((long)(length * to), Math.Min(length, From + ShortestPart), length);
    }

    /// <summary>Shows half or double as much, around the middle.</summary>
    /// <param name="factor">Below 1 for less time, above for more.</param>
    public void ZoomBy(double factor)
    {
        var length = (double)(_tree?.Length ?? 1);
        var (middle, half) = ((From + To) / 2.0, (To - From) * factor / 2);
        Zoom(Math.Max(0, (middle - half) / length), Math.Min(1, (middle + half) / length));
    }

    /// <summary>Where a moment is in the part shown, in percent; below 0 or above 100 outside it.</summary>
    public double Percent(long offset) => 100.0 * (offset - From) / Math.Max(1, To - From);

    private List<SpanRow> Build(TraceTree tree)
    {
        var rows = new List<SpanRow>(tree.Nodes.Count);
        // How many hidden spans are above each depth, for the indent of those below them.
        var hiddenAbove = new List<int>();
        for (var index = 0; index < tree.Nodes.Count; index++)
        {
            var node = tree.Nodes[index];
            hiddenAbove.RemoveRange(Math.Min(node.Depth, hiddenAbove.Count), Math.Max(0, hiddenAbove.Count - node.Depth));
            var hidden = hiddenAbove.Count == 0 ? 0 : hiddenAbove[^1];
            var isHidden = HiddenKinds.Contains(node.Span.Kind);
            hiddenAbove.Add(hidden + (isHidden ? 1 : 0));
            if (isHidden)
                continue;
            var isFolded = node.Descendants > 0 && _folded.Contains(node.Key);
            rows.Add(new SpanRow(node, node.Depth - hidden, isFolded));
            if (isFolded)
                index += node.Descendants;
        }

        return rows;
    }
}
