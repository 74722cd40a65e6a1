namespace EdgeProxy.Dashboard.Pages.Metrics;

/// <summary>The times that can be chosen, each with the steps that suit it.</summary>
/// <param name="Key">As the address says it.</param>
/// <param name="Length">How long.</param>
public sealed record ChartRange(string Key, TimeSpan Length)
{
    private const int MostSteps = 180;

    /// <summary>From the shortest.</summary>
    public static readonly IReadOnlyList<ChartRange> All =
    [
        new("1m", TimeSpan.FromMinutes(1)),
        new("5m", TimeSpan.FromMinutes(5)),
        new("15m", TimeSpan.FromMinutes(15)),
        new("30m", TimeSpan.FromMinutes(30)),
        new("1h", TimeSpan.FromHours(1)),
        new("3h", TimeSpan.FromHours(3)),
        new("6h", TimeSpan.FromHours(6)),
        new("12h", TimeSpan.FromHours(12)),
        new("24h", TimeSpan.FromHours(24)),
    ];

    /// <summary>The one that the address names; five minutes when it names none.</summary>
    public static ChartRange Of(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[1];

    /// <summary>
    /// How many steps. No step is shorter than the pause between points: between two of them there would be steps without data, which look
    /// like a gap.
    /// </summary>
    /// <param name="interval">The usual pause between points; null when not known.</param>
    public int Steps(TimeSpan? interval)
    {
        var shortest = interval is { } known && known > TimeSpan.Zero ? known * 1.5 : TimeSpan.FromSeconds(1);
        return Math.Clamp((int)(Length / shortest), 2, MostSteps);
    }
}
