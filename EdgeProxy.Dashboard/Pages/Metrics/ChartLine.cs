namespace EdgeProxy.Dashboard.Pages.Metrics;

/// <summary>A line of a chart.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Color">Which of the twelve colours.</param>
/// <param name="Dash">The lengths of strokes and gaps; null for a solid line.</param>
/// <param name="Shown">Whether it is drawn.</param>
/// <param name="Values">One for each time; null where there are no data.</param>
public sealed record ChartLine(string Label, int Color, IReadOnlyList<int>? Dash, bool Shown, IReadOnlyList<double?> Values);
