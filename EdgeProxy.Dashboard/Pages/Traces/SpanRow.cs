namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>A line of the waterfall.</summary>
/// <param name="Node">The span.</param>
/// <param name="Indent">How far it is moved in, in levels.</param>
/// <param name="IsFolded">What is below it is not shown.</param>
public sealed record SpanRow(SpanNode Node, int Indent, bool IsFolded);
