namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Finds what is odd about the spans of one trace taken together.</summary>
internal static class SpanOddityFinder
{
    /// <summary>Clocks of one machine differ by less, and a child may well end a little after its parent.</summary>
    private const long LeastSkewNanoseconds = 1_000_000_000;

    /// <summary>The oddities of each span, in the order of <paramref name="spans"/>.</summary>
    public static SpanOddities[] Find(SpanList spans)
    {
        var all = spans.Span;
        var oddities = new SpanOddities[all.Length];
        // 1. Which place has which id; what comes twice with other content is marked, the first one is the parent of the children.
        var places = new Dictionary<SpanId, int>(all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            oddities[i] = all[i].Oddities;
            if (!places.TryAdd(all[i].SpanId, i))
            {
                oddities[i] |= SpanOddities.DuplicateId;
                oddities[places[all[i].SpanId]] |= SpanOddities.DuplicateId;
            }
        }

        // 2. Parents that are missing, and clocks that differ.
        var parents = new int[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            parents[i] = -1;
            if (all[i].ParentSpanId.IsZero)
                continue;
            if (!places.TryGetValue(all[i].ParentSpanId, out var parent))
                oddities[i] |= SpanOddities.Orphan;
            else if (IsSkewed(all[i], all[parents[i] = parent]))
                oddities[i] |= SpanOddities.ClockSkew;
        }

        MarkLoops(parents, oddities);
        return oddities;
    }

    private static bool IsSkewed(in SpanRecord child, in SpanRecord parent)
    {
        if (!child.Start.IsKnown || !parent.Start.IsKnown)
            return false;
        var allowed = Math.Max(LeastSkewNanoseconds, parent.End.Since(parent.Start));
        return parent.Start.Since(child.Start) > allowed || child.Start.Since(parent.End) > allowed;
    }

    /// <summary>Follows every span to its root once; who is met again on the same walk is part of a loop.</summary>
    private static void MarkLoops(int[] parents, SpanOddities[] oddities)
    {
        var walks = new int[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var walk = i + 1;
            var at = i;
            while (at >= 0 && walks[at] == 0)
            {
                walks[at] = walk;
                at = parents[at];
            }

            if (at < 0 || walks[at] != walk)
                continue;
            for (var start = at; (oddities[at] & SpanOddities.ParentLoop) == 0; at = parents[at] >= 0 ? parents[at] : start)
                oddities[at] |= SpanOddities.ParentLoop;
        }
    }
}
