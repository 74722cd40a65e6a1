namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Orders rows as a query asks, and by trace id where they are the same, so that pages never overlap.</summary>
internal sealed class TraceOrder(TraceQuery query) : IComparer<TraceSummary>
{
    public int Compare(TraceSummary? left, TraceSummary? right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var order = query.SortBy switch
        {
            TraceSortKey.Duration => left.DurationNanoseconds.CompareTo(right.DurationNanoseconds),
            TraceSortKey.SpanCount => left.SpanCount.CompareTo(right.SpanCount),
            TraceSortKey.Name => string.Compare(left.Name, right.Name, StringComparison.OrdinalIgnoreCase),
            _ => left.Start.CompareTo(right.Start),
        };
        if (order == 0)
            order = (left.TraceId.High, left.TraceId.Low).CompareTo((right.TraceId.High, right.TraceId.Low));
        return query.Descending ? -order : order;
    }
}
