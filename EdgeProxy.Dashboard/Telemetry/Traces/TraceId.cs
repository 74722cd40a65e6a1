using System.Globalization;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>The 16 bytes that name a trace (W3C Trace Context).</summary>
/// <param name="High">The first eight bytes, big endian.</param>
/// <param name="Low">The last eight bytes, big endian.</param>
public readonly record struct TraceId(ulong High, ulong Low)
{
    /// <summary>Whether all bytes are zero, which W3C Trace Context calls invalid.</summary>
    public bool IsZero => (High | Low) == 0;

    /// <summary>The first seven hexadecimal digits, as lists show it.</summary>
    public string Abbreviated => ToString()[..7];

    /// <summary>Reads 32 hexadecimal digits of any case.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="id">What was read.</param>
    /// <returns>Whether <paramref name="text"/> was that.</returns>
    public static bool TryParse(string? text, out TraceId id)
    {
        if (text is { Length: 32 }
            && ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            id = new TraceId(high, low);
            return true;
        }

        id = default;
        return false;
    }

    /// <summary>32 hexadecimal digits in lower case.</summary>
    public override string ToString() =>
        High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);
}
