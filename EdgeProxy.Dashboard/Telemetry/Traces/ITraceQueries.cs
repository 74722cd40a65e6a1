namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Reads traces. Cheap enough to ask again after each change.</summary>
public interface ITraceQueries
{
    /// <summary>A page of the list of traces.</summary>
    /// <param name="query">Which, in which order.</param>
    TraceList List(TraceQuery query);

    /// <summary>One trace with its spans, or null when it is not stored (any more).</summary>
    /// <param name="id">Which.</param>
    TraceSnapshot? Find(TraceId id);

    /// <summary>The version of one trace, 0 when it is not stored: tells whether <see cref="Find"/> would answer something new.</summary>
    /// <param name="id">Which.</param>
    long VersionOf(TraceId id);

    /// <summary>The spans that link to one; the first hundred.</summary>
    /// <param name="trace">The trace linked to.</param>
    /// <param name="span">The span linked to.</param>
    IReadOnlyList<SpanBacklink> FindBacklinks(TraceId trace, SpanId span);

    /// <summary>The keys of attributes seen on spans, sorted, for filters; the first 500.</summary>
    IReadOnlyList<string> AttributeKeys();
}
