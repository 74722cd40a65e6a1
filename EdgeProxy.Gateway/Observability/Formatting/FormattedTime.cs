using System.Globalization;
using System.Text;

namespace EdgeProxy.Gateway.Observability;

/// <summary>Writes times like <c>2016-04-15T20:17:00.310Z</c>. All but the milliseconds is worked out once a second.</summary>
internal static class FormattedTime
{
    private static Second _last = new(-1, []);

    public static void Append(ref FormatBuffer line, DateTime time)
    {
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

    private sealed record Second(long Number, byte[] Text);
}
