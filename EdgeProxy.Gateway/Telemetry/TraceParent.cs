namespace EdgeProxy.Gateway.Telemetry;

/// <summary>The header <c>traceparent</c> of W3C Trace Context.</summary>
internal static class TraceParent
{
    public const string Header = "traceparent";
    public const string StateHeader = "tracestate";

    private const int Length = 55;
    private const int TraceIdAt = 3;
    private const int SpanIdAt = 36;

    /// <summary>Of a trace that begins here and is not recorded, so that no service behind decides otherwise.</summary>
    public static string OfNewTrace() => string.Create(Length, 0, static (text, _) =>
    {
        "00-".CopyTo(text);
        WriteRandom(text[TraceIdAt..(SpanIdAt - 1)]);
        text[SpanIdAt - 1] = '-';
        WriteRandom(text[SpanIdAt..(Length - 3)]);
        "-00".CopyTo(text[(Length - 3)..]);
    });

    /// <summary>Identifiers need to differ, not to be secret. All zeros would be invalid: the first digit never is.</summary>
    private static void WriteRandom(Span<char> text)
    {
        Random.Shared.GetHexString(text, lowercase: true);
        if (text[0] == '0')
            text[0] = '1';
    }
}
