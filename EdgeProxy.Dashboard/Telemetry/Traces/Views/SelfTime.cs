namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>Computes the part of a span during which none of its children ran.</summary>
internal static class SelfTime
{
    public static long Of(CorrectedTime[] times, int span, List<int> children)
    {
        var own = times[span];
        long covered = 0;
        var reached = own.Start;
        // Children come by start, but corrected clocks may have changed their order.
        foreach (var child in children.Select(index => times[index]).OrderBy(time => time.Start))
        {
            var from = Math.Max(child.Start, reached);
            var to = Math.Min(child.End, own.End);
            if (to <= from)
                continue;
            covered += to - from;
            reached = to;
        }

        return own.End - own.Start - covered;
    }
}
