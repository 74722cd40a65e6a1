namespace EdgeProxy.Dashboard.Pages.Metrics;

/// <summary>Values of metrics as text, with the UCUM units that OpenTelemetry uses spelled as people write them.</summary>
internal static class MetricNumber
{
    private static readonly (double Limit, string Sign)[] Scales = [(1e12, " T"), (1e9, " G"), (1e6, " M"), (1e4, " k")];

    /// <summary>A value; a dash where there is none.</summary>
    public static string Show(double? value, string unit)
    {
        if (value is not { } number)
            return "–";
        return unit switch
        {
            "s" when Math.Abs(number) < 1 => $"{ThreeDigits(number * 1e3)} ms",
            "By" => Bytes(number),
            _ => $"{Scaled(number)}{UnitSuffix(unit)}",
        };
    }

    /// <summary>What stands behind a number: <c> ms</c>, <c> requests/s</c>; nothing for a bare count.</summary>
    public static string UnitSuffix(string unit)
    {
        var perSecond = unit.EndsWith("/s", StringComparison.Ordinal);
        var name = perSecond ? unit[..^2] : unit;
        var readable = name switch
        {
            "1" or "" => "",
            "By" => "B",
            ['{', .., '}'] => name[1..^1],
            _ => name,
        };
        return (readable, perSecond) switch
        {
            ("", false) => "",
            (_, true) => $" {readable}/s",
            _ => $" {readable}",
        };
    }

    private static string Scaled(double value)
    {
        foreach (var (limit, sign) in Scales)
        {
            if (Math.Abs(value) >= limit)
                return ThreeDigits(value / (limit == 1e4 ? 1e3 : limit)) + sign;
        }

        return Significant(value);
    }

    private static string Bytes(double value)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return $"{(unit == 0 ? Significant(value) : ThreeDigits(value))} {units[unit]}";
    }

    /// <summary>The same number of digits in each row of a column: 9.70, 33.0, 189.</summary>
    private static string ThreeDigits(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.1 => value.ToString("0.####"),
        < 10 => value.ToString("0.00"),
        < 100 => value.ToString("0.0"),
        _ => value.ToString("#,0"),
    };

    private static string Significant(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.1 => value.ToString("0.####"),
        < 10 => value.ToString("0.##"),
        < 100 => value.ToString("0.#"),
        _ => value.ToString("#,0"),
    };
}
