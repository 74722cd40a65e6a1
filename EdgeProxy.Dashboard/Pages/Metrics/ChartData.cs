namespace EdgeProxy.Dashboard.Pages.Metrics;

/// <summary>What js/chart.js draws. Times in seconds since 1970.</summary>
/// <param name="From">The left edge.</param>
/// <param name="To">The right edge.</param>
/// <param name="Unit">The unit of the values, in UCUM, as OpenTelemetry says it.</param>
/// <param name="Times">The end of each step.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Exemplars">Time and value of single measurements.</param>
public sealed record ChartData(double From, double To, string Unit, IReadOnlyList<double> Times, IReadOnlyList<ChartLine> Lines, IReadOnlyList<double[]> Exemplars);
