namespace EdgeProxy.Soak;

/// <summary>What was measured, as series over the minutes.</summary>
internal sealed class SampleStore
{
    private readonly Dictionary<(string Of, string What), List<(double Minute, double Value)>> _series = [];

    public IEnumerable<(string Of, string What)> Names => _series.Keys;

    public void Add(string of, string what, double minute, double value)
    {
        if (!_series.TryGetValue((of, what), out var series))
            _series[(of, what)] = series = [];
        series.Add((minute, value));
    }

    /// <summary>The line of least squares.</summary>
    /// <returns>The first and the last value, and the slope a minute.</returns>
    public (double First, double Last, double Slope) Line((string Of, string What) name)
    {
        var series = _series[name];
        var (meanX, meanY) = (series.Average(sample => sample.Minute), series.Average(sample => sample.Value));
        var spread = series.Sum(sample => (sample.Minute - meanX) * (sample.Minute - meanX));
        var slope = spread == 0 ? 0 : series.Sum(sample => (sample.Minute - meanX) * (sample.Value - meanY)) / spread;
        return (series[0].Value, series[^1].Value, slope);
    }
}
