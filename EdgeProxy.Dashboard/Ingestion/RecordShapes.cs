using EdgeProxy.Dashboard.Otlp.Wire;
using OpenTelemetry.Proto.Common.V1;
using OtlpResource = OpenTelemetry.Proto.Resource.V1.Resource;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>The shapes to check records and what is around them with.</summary>
internal sealed class RecordShapes
{
    public static RecordShapes Default { get; } = new();

    public MessageShape Resource { get; } = MessageShape.Of(OtlpResource.Descriptor);

    public MessageShape Scope { get; } = MessageShape.Of(InstrumentationScope.Descriptor);

    public MessageShape Attribute { get; } = MessageShape.Of(KeyValue.Descriptor);

    public MessageShape SpanEvent { get; } = MessageShape.Of(OpenTelemetry.Proto.Trace.V1.Span.Types.Event.Descriptor);

    public MessageShape SpanLink { get; } = MessageShape.Of(OpenTelemetry.Proto.Trace.V1.Span.Types.Link.Descriptor);

    public MessageShape Value { get; } = MessageShape.Of(AnyValue.Descriptor);

    public MessageShape Metric { get; } = MessageShape.Of(OpenTelemetry.Proto.Metrics.V1.Metric.Descriptor);
}
