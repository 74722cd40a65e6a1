namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>The header <c>traceparent</c> of W3C Trace Context.</summary>
internal static class TraceParent
{
    public const string Header = "traceparent";
    public const string StateHeader = "tracestate";

    private const int Length = 55;
    private const int TraceIdAt = 3;
    private const int SpanIdAt = 36;

    /// <summary>Of a trace that begins here and is not recorded, so that no service behind decides otherwise.</summary>
    public static string OfNewTrace(NewTraceId id) => string.Create(Length, id, static (text, id) =>
    {
        "00-".CopyTo(text);
        id.Write(text[TraceIdAt..]);
        text[SpanIdAt - 1] = '-';
        Random.Shared.NextInt64(1, long.MaxValue).TryFormat(text[SpanIdAt..], out _, "x16");
        "-00".CopyTo(text[(Length - 3)..]);
    });
}
