using System.Globalization;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>A moment in nanoseconds since 1970-01-01T00:00:00Z, as OTLP carries it. Zero means "not given".</summary>
/// <param name="Nanoseconds">Nanoseconds since the epoch, 0 to <see cref="long.MaxValue"/> (the year 2262).</param>
public readonly record struct UnixNanoTime(long Nanoseconds) : IComparable<UnixNanoTime>
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Whether a moment was given at all.</summary>
    public bool IsKnown => Nanoseconds > 0;

    /// <summary>The wire's unsigned number. What lies past the year 2262 becomes the last moment that fits.</summary>
    /// <param name="nanoseconds">Nanoseconds since the epoch.</param>
    public static UnixNanoTime FromWire(ulong nanoseconds) => new((long)Math.Min(nanoseconds, long.MaxValue));

    /// <summary>The same moment in nanoseconds, from .NET's 100 ns ticks.</summary>
    /// <param name="time">A moment after 1970; earlier ones become 0.</param>
    public static UnixNanoTime From(DateTimeOffset time) =>
        new(Math.Max(0, (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * NanosecondsPerTick));

    /// <summary>The moment as .NET knows it: what is finer than 100 ns is lost.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / NanosecondsPerTick);

    /// <summary>Nanoseconds from <paramref name="earlier"/> to this moment; negative when this one comes first.</summary>
    /// <param name="earlier">Where to count from.</param>
    public long Since(UnixNanoTime earlier) => Nanoseconds - earlier.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(UnixNanoTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>ISO 8601 in UTC with nine digits of the second.</summary>
    public override string ToString() =>
        ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        + "." + (Nanoseconds % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture) + "Z";

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(UnixNanoTime left, UnixNanoTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> comes last.</summary>
    public static bool operator >(UnixNanoTime left, UnixNanoTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> comes first or both are the same.</summary>
    public static bool operator <=(UnixNanoTime left, UnixNanoTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> comes last or both are the same.</summary>
    public static bool operator >=(UnixNanoTime left, UnixNanoTime right) => left.Nanoseconds >= right.Nanoseconds;
}
