namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Counts traces over the time in which they started.</summary>
internal static class TraceHistogram
{
    private const int Bins = 60;

    public static IReadOnlyList<TraceHistogramBin> Count(IReadOnlyList<TraceSummary> traces)
    {
        var known = traces.Where(trace => trace.Start.IsKnown).ToList();
        if (known.Count == 0)
            return [];
        var first = known.Min(trace => trace.Start.Nanoseconds);
        var last = known.Max(trace => trace.Start.Nanoseconds);
        var width = Math.Max(1, ((last - first) / Bins) + 1);
        var counts = new int[Bins];
        var errors = new int[Bins];
        foreach (var trace in known)
        {
            var bin = (int)((trace.Start.Nanoseconds - first) / width);
            counts[bin]++;
            if (trace.ErrorCount > 0)
                errors[bin]++;
        }

        return [.. Enumerable.Range(0, Bins).Select(bin => new TraceHistogramBin(Edge(bin), Edge(bin + 1), counts[bin], errors[bin]))];

        // Unsigned: the last edge may lie past the end of time.
        UnixNanoTime Edge(int bin) => UnixNanoTime.FromWire((ulong)first + ((ulong)bin * (ulong)width));
    }
}
