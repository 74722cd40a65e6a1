namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>
/// Finds what made a trace as long as it is, as Jaeger does: from the end of the longest root backwards, the child that ended last is what
/// was waited for, up to its start; what no child covers was spent in the span itself.
/// </summary>
internal static class CriticalPath
{
    public static void Mark(IReadOnlyList<SpanNode> nodes)
    {
        if (nodes.Where(node => node.Parent is null).MaxBy(node => node.Duration) is not { } root)
            return;
        var waiting = new Stack<(SpanNode Node, long Until)>();
        waiting.Push((root, root.End));
        while (waiting.TryPop(out var next))
            next.Node.Critical = Walk(next.Node, next.Until, waiting);
    }

    /// <summary>The parts of one span that count; the children that take over from it are put on <paramref name="waiting"/>.</summary>
    private static List<(long From, long To)> Walk(SpanNode node, long until, Stack<(SpanNode Node, long Until)> waiting)
    {
        var parts = new List<(long From, long To)>();
        foreach (var child in node.Children.OrderByDescending(child => child.End))
        {
            // What runs on after its parent, or began after the moment looked at, was not waited for.
            if (child.Offset >= until || child.End > until || child.Offset < node.Offset || child.Duration == 0)
                continue;
            if (child.End < until)
                parts.Add((child.End, until));
            waiting.Push((child, child.End));
            until = child.Offset;
        }

        if (until > node.Offset)
            parts.Add((node.Offset, until));
        parts.Reverse();
        return parts;
    }
}
