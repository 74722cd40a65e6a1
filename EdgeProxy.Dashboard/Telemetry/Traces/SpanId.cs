using System.Globalization;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>The 8 bytes that name a span within its trace (W3C Trace Context).</summary>
/// <param name="Value">The bytes, big endian.</param>
public readonly record struct SpanId(ulong Value)
{
    /// <summary>Whether all bytes are zero: no span.</summary>
    public bool IsZero => Value == 0;

    /// <summary>Reads 16 hexadecimal digits of any case.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="id">What was read.</param>
    /// <returns>Whether <paramref name="text"/> was that.</returns>
    public static bool TryParse(string? text, out SpanId id)
    {
        var parsed = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text!.Length == 16;
        id = parsed ? new SpanId(value) : default;
        return parsed;
    }

    /// <summary>16 hexadecimal digits in lower case.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
