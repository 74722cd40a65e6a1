namespace EdgeProxy.Dashboard.Telemetry.Traces.Views;

/// <summary>What one operation of one service took within a trace.</summary>
/// <param name="ServiceName">The service.</param>
/// <param name="Name">The name of its spans.</param>
/// <param name="Count">How many spans.</param>
/// <param name="ErrorCount">Of these, those that failed.</param>
/// <param name="TotalNanoseconds">All their durations.</param>
/// <param name="SelfNanoseconds">All their self times.</param>
/// <param name="LongestNanoseconds">The longest duration.</param>
public sealed record OperationStatistics(
    string ServiceName, string Name, int Count, int ErrorCount, long TotalNanoseconds, long SelfNanoseconds, long LongestNanoseconds)
{
    /// <summary>The operations of a trace, those with the most self time first.</summary>
    /// <param name="waterfall">The trace.</param>
    public static IReadOnlyList<OperationStatistics> Of(Waterfall waterfall)
    {
        ArgumentNullException.ThrowIfNull(waterfall);
        return
        [
            .. waterfall.Rows
                .GroupBy(row => (row.Span.Resource.ServiceName, row.Span.Name))
                .Select(group => new OperationStatistics(
                    group.Key.ServiceName,
                    group.Key.Name,
                    group.Count(),
                    group.Count(row => row.Span.Status == SpanStatus.Error),
                    group.Sum(row => row.DurationNanoseconds),
                    group.Sum(row => row.SelfNanoseconds),
                    group.Max(row => row.DurationNanoseconds)))
                .OrderByDescending(operation => operation.SelfNanoseconds),
        ];
    }
}
