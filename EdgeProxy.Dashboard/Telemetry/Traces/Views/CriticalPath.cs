namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>
/// Finds the critical path of the first root: from its end backwards, always into the child that ended last (Jaeger, "Critical path").
/// A child that outlives its parent counts up to the parent's end.
/// </summary>
internal static class CriticalPath
{
    public static IReadOnlyList<CriticalSegment> Find(IReadOnlyList<WaterfallRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var children = ChildrenByEnd(rows);
        var segments = new List<CriticalSegment>();
        var stack = new Stack<Frame>();
        stack.Push(new Frame(0, rows[0].OffsetNanoseconds, rows[0].EndNanoseconds));
        while (stack.TryPeek(out var frame))
        {
            var next = NextChild(rows, children[frame.Row], frame);
            if (next < 0)
            {
                Add(segments, frame.Row, frame.Start, frame.Cursor);
                stack.Pop();
                continue;
            }

            var end = Math.Min(rows[next].EndNanoseconds, frame.Cursor);
            Add(segments, frame.Row, end, frame.Cursor);
            var start = Math.Max(rows[next].OffsetNanoseconds, frame.Start);
            frame.Cursor = start;
            stack.Push(new Frame(next, start, end));
        }

        segments.Reverse();
        return segments;
    }

    /// <summary>The child that ended last before the cursor; those that started later do not matter.</summary>
    private static int NextChild(IReadOnlyList<WaterfallRow> rows, List<int> children, Frame frame)
    {
        while (frame.NextChild < children.Count)
        {
            var child = children[frame.NextChild++];
            if (rows[child].OffsetNanoseconds < frame.Cursor && rows[child].EndNanoseconds > frame.Start)
                return child;
        }

        return -1;
    }

    private static List<int>[] ChildrenByEnd(IReadOnlyList<WaterfallRow> rows)
    {
        var children = new List<int>[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            children[i] = [];
            if (rows[i].ParentRow >= 0)
                children[rows[i].ParentRow].Add(i);
        }

        foreach (var list in children)
            list.Sort((left, right) => rows[right].EndNanoseconds.CompareTo(rows[left].EndNanoseconds));
        return children;
    }

    private static void Add(List<CriticalSegment> segments, int row, long from, long to)
    {
        if (to > from)
            segments.Add(new CriticalSegment(row, from, to));
    }

    private sealed class Frame(int row, long start, long cursor)
    {
        public int Row { get; } = row;

        public long Start { get; } = start;

        public long Cursor { get; set; } = cursor;

        public int NextChild { get; set; }
    }
}
