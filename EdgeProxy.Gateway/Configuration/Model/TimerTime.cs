namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Times as .NET's timers take them.</summary>
internal static class TimerTime
{
    /// <summary>The longest time that is waited: the timers of .NET and of the libraries end at 24.8 days (2^31 ms).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>The time, or <see cref="Longest"/> where it is longer. Envoy takes times of any length, so a longer one is no error.</summary>
    public static TimeSpan ForTimer(this TimeSpan time) => time < Longest ? time : Longest;
}
