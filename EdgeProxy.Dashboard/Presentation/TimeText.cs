using EdgeProxy.Dashboard.Telemetry;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>Moments as text, in the time zone of this machine, which is the one of the person in front of it.</summary>
internal static class TimeText
{
    /// <summary><c>14:03:22.417</c> today, with the date before it on other days.</summary>
    public static string Clock(DateTimeOffset time, DateTimeOffset now)
    {
        var local = time.ToLocalTime();
        return local.ToString(local.Date == now.ToLocalTime().Date ? "HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.fff");
    }

    /// <summary><c>12 s ago</c>; a moment ahead of the clock is <c>in 5 min</c>.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var age = now - time;
        return age < TimeSpan.FromSeconds(-1) ? $"in {DurationText.Rough(-age)}" : $"{DurationText.Rough(age)} ago";
    }

    /// <summary>As the person chose.</summary>
    public static string Show(DateTimeOffset time, DateTimeOffset now, Preferences preferences) =>
        preferences.IsRelative ? Relative(time, now) : Clock(time, now);

    /// <summary>As the person chose; a dash where the sender gave no time.</summary>
    public static string Show(UnixNanoTime time, DateTimeOffset now, Preferences preferences) =>
        time.IsKnown ? Show(time.ToDateTimeOffset(), now, preferences) : "–";

    /// <summary>Date, time with all nine digits, and the offset: for titles and details.</summary>
    public static string Full(UnixNanoTime time)
    {
        if (!time.IsKnown)
            return "not given";
        var local = time.ToDateTimeOffset().ToLocalTime();
        return local.ToString("yyyy-MM-dd HH:mm:ss.fffffff zzz");
    }
}
