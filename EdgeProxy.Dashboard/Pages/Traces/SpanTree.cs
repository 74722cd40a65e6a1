using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>
/// The spans of a trace as a tree, depth first, children by their start. Nothing here recurses: a trace may be ten thousand spans deep.
/// </summary>
public sealed class SpanTree
{
    private readonly Dictionary<SpanId, SpanNode> _byId;

    private SpanTree(IReadOnlyList<SpanNode> nodes, Dictionary<SpanId, SpanNode> byId, TraceSnapshot trace)
    {
        Nodes = nodes;
        _byId = byId;
        Trace = trace;
        Length = Math.Max(1, nodes.Select(node => node.End).DefaultIfEmpty().Max());
        Depth = nodes.Select(node => node.Depth).DefaultIfEmpty().Max() + 1;
    }

    /// <summary>The trace.</summary>
    public TraceSnapshot Trace { get; }

    /// <summary>Depth first.</summary>
    public IReadOnlyList<SpanNode> Nodes { get; }

    /// <summary>Nanoseconds from the first start to the last end, clocks corrected; at least 1.</summary>
    public long Length { get; }

    /// <summary>The most spans above each other.</summary>
    public int Depth { get; }

    /// <summary>The span of an id; the first where several have it.</summary>
    public SpanNode? Find(SpanId id) => _byId.GetValueOrDefault(id);

    /// <summary>The tree of a trace.</summary>
    public static SpanTree Build(TraceSnapshot trace)
    {
        // 1. A node for each span, the first of an id standing for it.
        var nodes = new List<SpanNode>(trace.Spans.Count);
        var byId = new Dictionary<SpanId, SpanNode>(trace.Spans.Count);
        foreach (var span in trace.Spans)
        {
            var node = new SpanNode { Span = span, Key = byId.ContainsKey(span.SpanId) ? $"{span.SpanId}-{nodes.Count}" : span.SpanId.ToString() };
            byId.TryAdd(span.SpanId, node);
            nodes.Add(node);
        }

        // 2. Parents; then roots are those without one, and whatever a walk from them does not reach hangs in a loop, which is cut.
        foreach (var node in nodes)
        {
            if (!node.Span.ParentSpanId.IsZero && byId.TryGetValue(node.Span.ParentSpanId, out var parent) && parent != node)
                Adopt(parent, node);
        }

        var ordered = new List<SpanNode>(nodes.Count);
        var reached = new HashSet<SpanNode>(nodes.Count);
        foreach (var node in nodes.Where(node => node.Parent is null))
            Walk(node, ordered, reached);
        foreach (var node in nodes)
        {
            if (reached.Contains(node))
                continue;
            node.Parent?.Children.Remove(node);
            node.Parent = null;
            Walk(node, ordered, reached);
        }

        // 3. Times, from the roots down; then what is known of a span from those below it, from the leaves up.
        PlaceInTime(ordered);
        SumUp(ordered);
        CriticalPath.Mark(ordered);
        return new SpanTree(ordered, byId, trace);
    }

    private static void Adopt(SpanNode parent, SpanNode child)
    {
        child.Parent = parent;
        parent.Children.Add(child);
    }

    private static void Walk(SpanNode root, List<SpanNode> ordered, HashSet<SpanNode> reached)
    {
        var waiting = new Stack<SpanNode>();
        waiting.Push(root);
        while (waiting.TryPop(out var node))
        {
            if (!reached.Add(node))
                continue;
            node.Depth = node.Parent is { } parent ? parent.Depth + 1 : 0;
            ordered.Add(node);
            // Spans come by start, so children are in order: the last is pushed first.
            for (var index = node.Children.Count - 1; index >= 0; index--)
                waiting.Push(node.Children[index]);
        }
    }

    /// <summary>A span whose clock differs starts where its parent does, and takes those below it along.</summary>
    private static void PlaceInTime(List<SpanNode> ordered)
    {
        var shifts = new Dictionary<SpanNode, long>();
        foreach (var node in ordered)
        {
            var shift = node.Parent is null ? 0 : shifts.GetValueOrDefault(node.Parent);
            if (node.Span.Oddities.HasFlag(SpanOddities.ClockSkew) && node.Parent is { } parent)
                shift = parent.Offset - node.Span.Start.Nanoseconds;
            if (shift != 0)
                shifts[node] = shift;
            node.Offset = node.Span.Start.Nanoseconds + shift;
        }

        // A span without a start would put the beginning of time on the left edge.
        var first = ordered.Where(node => node.Span.Start.IsKnown).Select(node => node.Offset).DefaultIfEmpty().Min();
        foreach (var node in ordered)
            node.Offset = Math.Max(0, node.Offset - first);
    }

    private static void SumUp(List<SpanNode> ordered)
    {
        for (var index = ordered.Count - 1; index >= 0; index--)
        {
            var node = ordered[index];
            node.Self = node.Duration - Covered(node);
            if (node.Parent is not { } parent)
                continue;
            parent.Descendants += node.Descendants + 1;
            parent.HasFailedDescendant |= node.HasFailedDescendant || node.Span.Status == SpanStatus.Error;
        }
    }

    private static long Covered(SpanNode node)
    {
        long covered = 0;
        var until = node.Offset;
        foreach (var child in node.Children)
        {
            var from = Math.Max(child.Offset, until);
            var to = Math.Min(child.End, node.End);
            if (to <= from)
                continue;
            covered += to - from;
            until = to;
        }

        return covered;
    }
}
