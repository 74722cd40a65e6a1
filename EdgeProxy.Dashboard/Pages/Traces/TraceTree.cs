using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Telemetry.Traces.Views;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>The waterfall of a trace with what lines, minimap and details ask of it. Never changes.</summary>
public sealed class TraceTree
{
    private readonly Dictionary<SpanId, SpanNode> _byId;

    private TraceTree(TraceSnapshot trace, Waterfall waterfall, IReadOnlyList<SpanNode> nodes, Dictionary<SpanId, SpanNode> byId)
    {
        Trace = trace;
        Waterfall = waterfall;
        Nodes = nodes;
        _byId = byId;
        Length = Math.Max(1, waterfall.DurationNanoseconds);
        Depth = nodes.Select(node => node.Depth).DefaultIfEmpty().Max() + 1;
    }

    /// <summary>The trace.</summary>
    public TraceSnapshot Trace { get; }

    /// <summary>Its spans in place and time.</summary>
    public Waterfall Waterfall { get; }

    /// <summary>Depth first.</summary>
    public IReadOnlyList<SpanNode> Nodes { get; }

    /// <summary>Nanoseconds from the first start to the last end, clocks corrected; at least 1.</summary>
    public long Length { get; }

    /// <summary>The most spans above each other.</summary>
    public int Depth { get; }

    /// <summary>The span of an id; the first where several have it.</summary>
    public SpanNode? Find(SpanId id) => _byId.GetValueOrDefault(id);

    /// <summary>The tree of a trace.</summary>
    public static TraceTree Build(TraceSnapshot trace)
    {
        var waterfall = Waterfall.Build(trace.Spans);
        var nodes = new SpanNode[waterfall.Rows.Count];
        var byId = new Dictionary<SpanId, SpanNode>(nodes.Length);
        var critical = waterfall.CriticalPath.ToLookup(segment => segment.Row);
        for (var index = 0; index < nodes.Length; index++)
        {
            var row = waterfall.Rows[index];
            nodes[index] = new SpanNode
            {
                Row = row,
                Key = byId.ContainsKey(row.Span.SpanId) ? $"{row.Span.SpanId}-{index}" : row.Span.SpanId.ToString(),
                Parent = row.ParentRow < 0 ? null : nodes[row.ParentRow],
                Critical = [.. critical[index].Select(segment => (segment.FromNanoseconds, segment.ToNanoseconds))],
            };
            byId.TryAdd(row.Span.SpanId, nodes[index]);
        }

        // Rows below a span come after it, so from the last to the first every failure reaches those above.
        for (var index = nodes.Length - 1; index >= 0; index--)
        {
            if (nodes[index].Parent is { } parent)
                parent.HasFailedDescendant |= nodes[index].HasFailedDescendant || nodes[index].Span.Status == SpanStatus.Error;
        }

        return new TraceTree(trace, waterfall, nodes, byId);
    }
}
