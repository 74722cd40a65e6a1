using System.Globalization;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads times as .NET writes them (<c>00:00:15</c>), as Envoy does (<c>0.25s</c>), with a unit (<c>250ms</c>, <c>5m</c>, <c>1h</c>), or <c>off</c>.</summary>
internal static class Duration
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    public static bool TryParse(string text, out TimeSpan value)
    {
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            value = Timeout.InfiniteTimeSpan;
            return true;
        }

        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), CultureInfo.InvariantCulture, out var number)
                && number >= 0 && number * milliseconds < TimeSpan.MaxValue.TotalMilliseconds)
            {
                value = TimeSpan.FromMilliseconds(number * milliseconds);
                return true;
            }
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && text.Contains(':', StringComparison.Ordinal) && value >= TimeSpan.Zero;
    }
}
