using System.Diagnostics;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>The identifier of a trace that begins here: its first and its last eight bytes, as they are written.</summary>
internal readonly record struct NewTraceId(ulong High, ulong Low)
{
    [ThreadStatic]
    private static ActivityTraceId? _next;

    /// <summary>Identifiers need to differ, not to be secret. All zeros would be invalid: neither half is zero, nor above what a signed number holds.</summary>
    public static NewTraceId Create() => new((ulong)Random.Shared.NextInt64(1, long.MaxValue), (ulong)Random.Shared.NextInt64(1, long.MaxValue));

    /// <summary>Lets <see cref="Activity"/> take the identifiers that <see cref="UseForNextTrace"/> names, and random ones otherwise.</summary>
    public static void Install() => Activity.TraceIdGenerator = static () =>
    {
        var next = _next ?? ActivityTraceId.CreateRandom();
        _next = null;
        return next;
    };

    /// <summary>Makes it the identifier of the trace that this thread begins next.</summary>
    public void UseForNextTrace() => _next = ActivityTraceId.CreateFromString(string.Create(32, this, static (text, id) => id.Write(text)));

    /// <summary>Writes its 32 digits.</summary>
    public void Write(Span<char> text)
    {
        High.TryFormat(text, out _, "x16");
        Low.TryFormat(text[16..], out _, "x16");
    }
}
