using EdgeProxy.Dashboard.Telemetry.Traces;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>Says what is odd about telemetry, in words.</summary>
internal static class OddityText
{
    /// <summary>What a limit here did to a span or a log record.</summary>
    public const string Truncated = "Attributes or texts were cut or left out because there were too many or they were too long.";

    private static readonly (SpanOddities Oddity, string Text)[] Texts =
    [
        (SpanOddities.NegativeDuration, "It ends before it starts: shown without a duration."),
        (SpanOddities.ClockSkew, "It lies far outside its parent, so the two clocks differ: drawn where its parent starts."),
        (SpanOddities.Orphan, "Its parent has not arrived: shown as a root."),
        (SpanOddities.DuplicateId, "Another span has the same id."),
        (SpanOddities.ParentLoop, "Its parents form a loop: shown as a root."),
        (SpanOddities.NoStartTime, "It says no start."),
        (SpanOddities.Truncated, Truncated),
    ];

    /// <summary>Everything that is odd; null for nothing.</summary>
    public static string? Of(SpanOddities oddities) =>
        oddities == SpanOddities.None ? null : string.Join(' ', Texts.Where(text => oddities.HasFlag(text.Oddity)).Select(text => text.Text));
}
