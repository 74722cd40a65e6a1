namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>What the spans of one name in one service come to within a trace. Times in milliseconds.</summary>
/// <param name="Service">The service.</param>
/// <param name="Name">The name.</param>
/// <param name="Count">How many spans.</param>
/// <param name="Errors">How many failed.</param>
/// <param name="Total">Their durations together.</param>
/// <param name="Average">The average duration.</param>
/// <param name="Longest">The longest.</param>
/// <param name="Self">Their self times together.</param>
/// <param name="Critical">Their time on the critical path.</param>
public sealed record OperationFigures(string Service, string Name, int Count, int Errors, double Total, double Average, double Longest, double Self, double Critical)
{
    private const double NanosecondsPerMillisecond = 1e6;

    /// <summary>The figures of a trace, those with the most self time first.</summary>
    public static IReadOnlyList<OperationFigures> Of(SpanTree tree) =>
    [
        .. tree.Nodes.GroupBy(node => (node.Span.Resource.ServiceName, node.Span.Name)).Select(group => new OperationFigures(
            group.Key.ServiceName,
            group.Key.Name,
            group.Count(),
            group.Count(node => node.Span.Status == Telemetry.Traces.SpanStatus.Error),
            group.Sum(node => node.Duration / NanosecondsPerMillisecond),
            group.Average(node => node.Duration / NanosecondsPerMillisecond),
            group.Max(node => node.Duration / NanosecondsPerMillisecond),
            group.Sum(node => node.Self / NanosecondsPerMillisecond),
            group.Sum(node => node.CriticalNanoseconds / NanosecondsPerMillisecond))).OrderByDescending(figures => figures.Self),
    ];
}
