using EdgeProxy.Dashboard.Telemetry.Traces;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>Traces back as OTLP.</summary>
internal static class TraceExport
{
    public static ExportTraceServiceRequest Request(IEnumerable<SpanSnapshot> spans)
    {
        var request = new ExportTraceServiceRequest();
        foreach (var resource in spans.GroupBy(span => span.Resource.Key))
        {
            var sent = new ResourceSpans { Resource = ProtoText.Resource(resource.First().Resource) };
            foreach (var scope in resource.GroupBy(span => (span.Scope.Name, span.Scope.Version)))
            {
                var scoped = new ScopeSpans { Scope = ProtoText.Scope(scope.First().Scope) };
                scoped.Spans.AddRange(scope.Select(Span));
                sent.ScopeSpans.Add(scoped);
            }

            request.ResourceSpans.Add(sent);
        }

        return request;
    }

    private static Span Span(SpanSnapshot span)
    {
        var details = span.Details;
        var message = new Span
        {
            TraceId = ProtoText.Id(span.TraceId),
            SpanId = ProtoText.Id(span.SpanId),
            ParentSpanId = ProtoText.Id(span.ParentSpanId),
            TraceState = details.TraceState,
            Name = span.Name,
            Kind = (Span.Types.SpanKind)span.Kind,
            StartTimeUnixNano = ProtoText.Time(span.Start),
            EndTimeUnixNano = ProtoText.Time(span.End),
            Status = new Status { Code = (Status.Types.StatusCode)span.Status, Message = details.StatusMessage },
        };
        message.Attributes.AddRange(ProtoText.Attributes(details.Attributes));
        foreach (var happened in details.Events)
        {
            var sent = new Span.Types.Event { Name = happened.Name, TimeUnixNano = ProtoText.Time(happened.Time) };
            sent.Attributes.AddRange(ProtoText.Attributes(happened.Attributes));
            message.Events.Add(sent);
        }

        foreach (var link in details.Links)
        {
            var sent = new Span.Types.Link { TraceId = ProtoText.Id(link.TraceId), SpanId = ProtoText.Id(link.SpanId), TraceState = link.TraceState };
            sent.Attributes.AddRange(ProtoText.Attributes(link.Attributes));
            message.Links.Add(sent);
        }

        return message;
    }
}
