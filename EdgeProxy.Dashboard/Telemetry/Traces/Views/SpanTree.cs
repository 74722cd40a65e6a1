namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>Who is below whom. Spans are named by their place in the list that it was built from. Nothing recurses: a trace may be 10,000 deep.</summary>
internal sealed class SpanTree
{
    private SpanTree(int[] parents, List<int>[] children, List<int> order, int[] depths, int[] descendantCounts)
    {
        Parents = parents;
        Children = children;
        Order = order;
        Depths = depths;
        DescendantCounts = descendantCounts;
    }

    /// <summary>-1 for roots.</summary>
    public int[] Parents { get; }

    public List<int>[] Children { get; }

    /// <summary>Parents before children, siblings in the order of the list.</summary>
    public List<int> Order { get; }

    public int[] Depths { get; }

    public int[] DescendantCounts { get; }

    public static SpanTree Build(IReadOnlyList<SpanSnapshot> spans)
    {
        var parents = FindParents(spans);
        CutLoops(parents);
        var children = new List<int>[spans.Count];
        var roots = new List<int>();
        for (var i = 0; i < spans.Count; i++)
            children[i] = [];
        for (var i = 0; i < spans.Count; i++)
            (parents[i] < 0 ? roots : children[parents[i]]).Add(i);

        var order = new List<int>(spans.Count);
        var depths = new int[spans.Count];
        var stack = new Stack<int>(Enumerable.Reverse(roots));
        while (stack.TryPop(out var span))
        {
            order.Add(span);
            depths[span] = parents[span] < 0 ? 0 : depths[parents[span]] + 1;
            for (var i = children[span].Count - 1; i >= 0; i--)
                stack.Push(children[span][i]);
        }

        var descendants = new int[spans.Count];
        for (var i = order.Count - 1; i >= 0; i--)
        {
            if (parents[order[i]] >= 0)
                descendants[parents[order[i]]] += descendants[order[i]] + 1;
        }

        return new SpanTree(parents, children, order, depths, descendants);
    }

    private static int[] FindParents(IReadOnlyList<SpanSnapshot> spans)
    {
        var places = new Dictionary<SpanId, int>(spans.Count);
        for (var i = 0; i < spans.Count; i++)
            places.TryAdd(spans[i].SpanId, i);
        var parents = new int[spans.Count];
        for (var i = 0; i < spans.Count; i++)
            parents[i] = !spans[i].ParentSpanId.IsZero && places.TryGetValue(spans[i].ParentSpanId, out var parent) ? parent : -1;
        return parents;
    }

    /// <summary>Walks up from every span once; a walk that meets itself found a loop, whose first span in the list becomes a root.</summary>
    private static void CutLoops(int[] parents)
    {
        var walks = new int[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var at = i;
            while (at >= 0 && walks[at] == 0)
            {
                walks[at] = i + 1;
                at = parents[at];
            }

            if (at < 0 || walks[at] != i + 1)
                continue;
            var first = at;
            for (var next = parents[at]; next != at; next = parents[next])
                first = Math.Min(first, next);
            parents[first] = -1;
        }
    }
}
