using System.Globalization;
using System.Text;

namespace EdgeProxy.Gateway.Observability;

/// <summary>Writes times like <c>2016-04-15T20:17:00.310Z</c>. All but the milliseconds is worked out once a second.</summary>
internal static class FormattedTime
{
    private static Second _last = new(-1, []);

    /// <summary>Appends a time.</summary>
    /// <param name="line">Where to.</param>
    /// <param name="time">The time, UTC.</param>
    /// <param name="format">Envoy's format, strftime with <c>%3f</c> and the like; empty for the usual one.</param>
    public static void Append(ref FormatBuffer line, DateTime time, string format)
    {
        if (format.Length > 0)
        {
            line.Append(Encoding.UTF8.GetBytes(Format(time, format)));
            return;
        }

        var number = time.Ticks / TimeSpan.TicksPerSecond;
        var second = Volatile.Read(ref _last);
        if (second.Number != number)
        {
            var text = time.ToString("yyyy-MM-dd'T'HH:mm:ss.", CultureInfo.InvariantCulture);
            second = new Second(number, Encoding.ASCII.GetBytes(text));
            Volatile.Write(ref _last, second);
        }

        var milliseconds = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMillisecond);
        line.Append(second.Text);
        line.AppendThreeDigits(milliseconds);
        line.Append("Z"u8);
    }

    private static string Format(DateTime time, string format)
    {
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }

            var letter = format[++index];
            var digits = 9;
            if (char.IsAsciiDigit(letter) && index + 1 < format.Length && format[index + 1] == 'f')
                (digits, letter) = (letter - '0', format[++index]);
            text.Append(Part(time, letter, digits));
        }

        return text.ToString();
    }

    private static string Part(DateTime time, char letter, int digits) => letter switch
    {
        'Y' => time.ToString("yyyy", CultureInfo.InvariantCulture),
        'y' => time.ToString("yy", CultureInfo.InvariantCulture),
        'm' => time.ToString("MM", CultureInfo.InvariantCulture),
        'd' => time.ToString("dd", CultureInfo.InvariantCulture),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => time.ToString("HH", CultureInfo.InvariantCulture),
        'I' => time.ToString("hh", CultureInfo.InvariantCulture),
        'p' => time.ToString("tt", CultureInfo.InvariantCulture),
        'M' => time.ToString("mm", CultureInfo.InvariantCulture),
        'S' => time.ToString("ss", CultureInfo.InvariantCulture),
        'b' or 'h' => time.ToString("MMM", CultureInfo.InvariantCulture),
        'B' => time.ToString("MMMM", CultureInfo.InvariantCulture),
        'a' => time.ToString("ddd", CultureInfo.InvariantCulture),
        'A' => time.ToString("dddd", CultureInfo.InvariantCulture),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'F' => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        'T' => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        'D' => time.ToString("MM/dd/yy", CultureInfo.InvariantCulture),
        's' => new DateTimeOffset(time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'f' => (time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick).ToString("000000000", CultureInfo.InvariantCulture)[..digits],
        'z' => "+0000",
        'Z' => "UTC",
        '%' => "%",
        _ => $"%{letter}",
    };

    private sealed record Second(long Number, byte[] Text);
}
