using System.Globalization;

namespace EdgeProxy.OtlpLoad.Figures;

/// <summary>A line of the table: what was measured, what it should be, and what the Aspire dashboard was measured at.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Measured">The median with its unit; the range of the runs in brackets.</param>
/// <param name="Bar">What it should be; empty where nothing was promised.</param>
/// <param name="IsMet">Whether it is; null where nothing was promised.</param>
/// <param name="Peer">The Aspire dashboard 13.6 preview, measured the same way; empty where it was not.</param>
internal sealed record Figure(string Name, string Measured, string Bar, bool? IsMet, string Peer)
{
    /// <summary>What should be small.</summary>
    public static Figure AtMost(string name, IReadOnlyCollection<double> values, double bar, string unit, string peer = "", string format = "0.##") =>
        new(name, Text(values, unit, format), $"at most {bar.ToString(format, CultureInfo.InvariantCulture)} {unit}", Median.Of(values) <= bar, peer);

    /// <summary>What should be large.</summary>
    public static Figure AtLeast(string name, IReadOnlyCollection<double> values, double bar, string unit, string peer = "", string format = "#,0") =>
        new(name, Text(values, unit, format), $"at least {bar.ToString(format, CultureInfo.InvariantCulture)} {unit}", Median.Of(values) >= bar, peer);

    /// <summary>What is only told.</summary>
    public static Figure Of(string name, IReadOnlyCollection<double> values, string unit, string peer = "", string format = "0.##") =>
        new(name, Text(values, unit, format), "", null, peer);

    /// <summary>The figure as a row of a Markdown table.</summary>
    public override string ToString() => $"| {Name} | {Measured} | {Bar}{IsMet switch { true => ", **met**", false => ", not met", null => "" }} | {Peer} |";

    private static string Text(IReadOnlyCollection<double> values, string unit, string format)
    {
        var median = $"{Number(Median.Of(values))} {unit}";
        return values.Count == 1 ? median : $"{median} ({Number(values.Min())} to {Number(values.Max())})";

        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
