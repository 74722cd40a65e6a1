namespace EdgeProxy.Dashboard.Presentation;

/// <summary>
/// Durations as text. A list shows milliseconds throughout, so that its column can be read by eye; a trace picks one unit by its length
/// and shows every span in it.
/// </summary>
internal static class DurationText
{
    private const double NanosecondsPerMillisecond = 1e6;
    private const double NanosecondsPerMicrosecond = 1e3;
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Milliseconds without the unit: <c>0.042</c>, <c>8.65</c>, <c>110</c>, <c>12,300</c>.</summary>
    public static string Milliseconds(long nanoseconds) => Significant(nanoseconds / NanosecondsPerMillisecond);

    /// <summary>In the unit that suits <paramref name="scaleNanoseconds"/>: <c>8.65 ms</c>.</summary>
    public static string InScaleOf(long nanoseconds, long scaleNanoseconds) => scaleNanoseconds switch
    {
        < 1_000_000 => $"{Significant(nanoseconds / NanosecondsPerMicrosecond)} µs",
        < 10_000_000_000 => $"{Significant(nanoseconds / NanosecondsPerMillisecond)} ms",
        _ => $"{Significant(nanoseconds / NanosecondsPerSecond)} s",
    };

    /// <summary>On its own: <c>41 µs</c>, <c>8.65 ms</c>, <c>12.3 s</c>.</summary>
    public static string Alone(long nanoseconds) => InScaleOf(nanoseconds, Math.Abs(nanoseconds));

    /// <summary>For people: <c>12 s</c>, <c>5 min</c>, <c>3 h 20 min</c>, <c>2 d 4 h</c>.</summary>
    public static string Rough(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)span.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };

    /// <summary>Reads <c>10ms</c>, <c>1.5 s</c>, <c>200us</c> or a bare number of milliseconds.</summary>
    /// <returns>Nanoseconds; null for anything else.</returns>
    public static long? Parse(string? text)
    {
        var trimmed = (text ?? "").Trim().ToLowerInvariant().Replace("µs", "us", StringComparison.Ordinal);
        var digits = trimmed.TrimEnd('u', 'm', 's', 'n', ' ');
        double? factor = trimmed[digits.Length..].Trim() switch
        {
            "" or "ms" => NanosecondsPerMillisecond,
            "us" => NanosecondsPerMicrosecond,
            "ns" => 1,
            "s" => NanosecondsPerSecond,
            _ => null,
        };
        return factor is { } known && double.TryParse(digits, System.Globalization.NumberStyles.Float, null, out var number)
            && number >= 0 && number * known < long.MaxValue
                ? (long)(number * known)
                : null;
    }

    private static string Significant(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.1 => value.ToString("0.000"),
        < 10 => value.ToString("0.00"),
        < 100 => value.ToString("0.0"),
        _ => value.ToString("#,0"),
    };
}
