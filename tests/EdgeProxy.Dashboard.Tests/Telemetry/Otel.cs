using System.Buffers.Binary;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Telemetry;

/// <summary>Writes OTLP as senders do.</summary>
internal static class Otel
{
    /// <summary>A moment in 2023, in nanoseconds.</summary>
    public const ulong T0 = 1_700_000_000_000_000_000;

    public const ulong Millisecond = 1_000_000;

    public const ulong Second = 1000 * Millisecond;

    public static ByteString TraceId(ulong number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), number);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString SpanId(ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return ByteString.CopyFrom(bytes);
    }

    public static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static Resource Resource(string service, string instance = "") => new()
    {
        Attributes = { Attribute("service.name", service), Attribute("service.instance.id", instance) },
    };

    /// <summary>A span from and to so many milliseconds after <see cref="T0"/>.</summary>
    public static Span Span(ulong trace, ulong id, ulong parent, double from, double to, string name = "work") => new()
    {
        TraceId = TraceId(trace),
        SpanId = SpanId(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : SpanId(parent),
        Name = name,
        StartTimeUnixNano = T0 + (ulong)(from * Millisecond),
        EndTimeUnixNano = T0 + (ulong)(to * Millisecond),
    };

    public static ExportTraceServiceRequest Traces(string service, params IEnumerable<Span> spans) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = Resource(service),
                ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "test", Version = "1.0" }, Spans = { spans } } },
            },
        },
    };

    public static LogRecord Log(string message, SeverityNumber severity = SeverityNumber.Info, double at = 0) => new()
    {
        Body = new AnyValue { StringValue = message },
        SeverityNumber = severity,
        TimeUnixNano = T0 + (ulong)(at * Millisecond),
    };

    public static ExportLogsServiceRequest Logs(string service, params IEnumerable<LogRecord> logs) => new()
    {
        ResourceLogs =
        {
            new ResourceLogs
            {
                Resource = Resource(service),
                ScopeLogs = { new ScopeLogs { Scope = new InstrumentationScope { Name = "test.category" }, LogRecords = { logs } } },
            },
        },
    };

    public static ExportMetricsServiceRequest Metrics(string service, params IEnumerable<Metric> metrics) => Metrics(service, "", metrics);

    public static ExportMetricsServiceRequest Metrics(string service, string instance, IEnumerable<Metric> metrics) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = Resource(service, instance),
                ScopeMetrics = { new ScopeMetrics { Scope = new InstrumentationScope { Name = "meter" }, Metrics = { metrics } } },
            },
        },
    };

    public static Metric Counter(string name, params IEnumerable<NumberDataPoint> points) => new()
    {
        Name = name,
        Unit = "{request}",
        Sum = new Sum { IsMonotonic = true, AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { points } },
    };

    public static Metric Gauge(string name, params IEnumerable<NumberDataPoint> points) => new() { Name = name, Gauge = new Gauge { DataPoints = { points } } };

    /// <summary>A point so many seconds after <see cref="T0"/>.</summary>
    public static NumberDataPoint Point(double second, long value, params IEnumerable<KeyValue> attributes) => new()
    {
        StartTimeUnixNano = T0,
        TimeUnixNano = T0 + (ulong)(second * Second),
        AsInt = value,
        Attributes = { attributes },
    };
}
