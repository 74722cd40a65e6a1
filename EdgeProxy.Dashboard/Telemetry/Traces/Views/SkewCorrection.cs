namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>
/// Moves spans whose clock differs from their parent's into their parent, with all below them, so that one wrong clock does not make all
/// bars vanish. The rule is that of Jaeger's clock skew adjustment: centred where it fits, at the parent's start where it does not.
/// </summary>
internal static class SkewCorrection
{
    public static CorrectedTime[] Correct(IReadOnlyList<SpanSnapshot> spans, SpanTree tree)
    {
        var times = new CorrectedTime[spans.Count];
        var firstKnown = spans.Where(span => span.Start.IsKnown).Select(span => span.Start.Nanoseconds).DefaultIfEmpty(0).Min();
        foreach (var i in tree.Order)
        {
            var span = spans[i];
            var parent = tree.Parents[i];
            if (!span.Start.IsKnown)
            {
                // Nothing is known of where it belongs: where its parent starts, without a length.
                var place = parent < 0 ? firstKnown : times[parent].Start;
                times[i] = new CorrectedTime(place, place, place);
                continue;
            }

            var skew = parent < 0 ? 0 : InheritedSkew(spans[parent], times[parent]);
            if (parent >= 0 && span.Oddities.HasFlag(SpanOddities.ClockSkew))
                skew = SkewInto(times[parent], span);
            times[i] = new CorrectedTime(span.Start.Nanoseconds + skew, span.Start.Nanoseconds + skew + span.DurationNanoseconds, skew);
        }

        return times;
    }

    private static long InheritedSkew(SpanSnapshot parent, CorrectedTime time) => parent.Start.IsKnown ? time.Skew : 0;

    private static long SkewInto(CorrectedTime parent, SpanSnapshot span)
    {
        var slack = parent.End - parent.Start - span.DurationNanoseconds;
        return parent.Start + Math.Max(0, slack / 2) - span.Start.Nanoseconds;
    }
}
