using EdgeProxy.Dashboard.Telemetry.Decoding;

namespace EdgeProxy.Dashboard.Telemetry.Traces;

/// <summary>Tells which traces a query asks for: what the row tells first, spans only where a condition needs them.</summary>
internal sealed class TraceFilter(TraceQuery query)
{
    public bool Matches(TraceSummary trace, SpanList spans) =>
        (query.MinDurationNanoseconds is not { } least || trace.DurationNanoseconds >= least)
        && (query.MaxDurationNanoseconds is not { } greatest || trace.DurationNanoseconds <= greatest)
        && (query.From is not { } from || trace.Start >= from)
        && (query.To is not { } to || trace.Start < to)
        && (query.HasError is not { } hasError || trace.ErrorCount > 0 == hasError)
        && (query.ServiceName is null || HasResource(spans))
        && (string.IsNullOrEmpty(query.Text) || HasText(trace, spans, query.Text))
        && (query.Attributes.Count == 0 || HasAttributes(spans));

    private bool HasResource(SpanList spans)
    {
        foreach (ref readonly var span in spans.Span)
        {
            var key = span.Origin.Resource.Key;
            if (key.ServiceName == query.ServiceName && (query.InstanceId is null || key.InstanceId == query.InstanceId))
                return true;
        }

        return false;
    }

    private static bool HasText(TraceSummary trace, SpanList spans, string text)
    {
        if (trace.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || trace.TraceId.ToString().Contains(text, StringComparison.OrdinalIgnoreCase))
            return true;
        foreach (ref readonly var span in spans.Span)
        {
            if (SpanDecoder.Name(span.Bytes).Contains(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private bool HasAttributes(SpanList spans)
    {
        foreach (ref readonly var span in spans.Span)
        {
            if (MatchesAll(span))
                return true;
        }

        return false;
    }

    private bool MatchesAll(in SpanRecord span)
    {
        AttributeList? attributes = null;
        foreach (var filter in query.Attributes)
        {
            var text = filter.Key switch
            {
                "name" => SpanDecoder.Name(span.Bytes),
                "kind" => span.Kind.ToString(),
                "status" => span.Status.ToString(),
                _ => (attributes ??= SpanDecoder.Attributes(span.Bytes)).Find(filter.Key) ?? span.Origin.Resource.Attributes.Find(filter.Key),
            };
            if (!filter.Matches(text))
                return false;
        }

        return true;
    }
}
