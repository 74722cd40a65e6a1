using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Tests.Ingestion;

/// <summary>Requests that are damaged at random.</summary>
internal static class HostileBodies
{
    /// <summary>A good request of each signal, to be damaged.</summary>
    public static (TelemetrySignals Signal, byte[] Body)[] Seeds { get; } =
    [
        (TelemetrySignals.Traces, RichTraces().ToByteArray()),
        (TelemetrySignals.Logs, Otel.Logs("ping", Otel.Log("one"), Otel.Log("two")).ToByteArray()),
        (TelemetrySignals.Metrics, Otel.Metrics("ping", Otel.Counter("c", Otel.Point(1, 1, Otel.Attribute("a", "b"))), Histogram()).ToByteArray()),
    ];

    /// <summary>A good request of traces as JSON.</summary>
    public static byte[] Json { get; } = """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","kind":2,"startTimeUnixNano":"1700000000000000000","attributes":[{"key":"d","value":{"doubleValue":1e3}}]}]}]}]}"""u8.ToArray();

    /// <summary>Bytes that mean nothing.</summary>
    public static byte[] Random(Random random)
    {
        var body = new byte[random.Next(200)];
        random.NextBytes(body);
        return body;
    }

    /// <summary>A request with one to three bits, bytes or ends of it changed.</summary>
    public static byte[] Mutate(byte[] seed, Random random)
    {
        var body = seed.ToArray();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            switch (random.Next(4))
            {
                case 0:
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    body = body[..random.Next(1, body.Length + 1)];
                    break;
                default:
                    var at = random.Next(body.Length);
                    body = [.. body[..at], (byte)random.Next(256), .. body[at..]];
                    break;
            }
        }

        return body;
    }

    private static ExportTraceServiceRequest RichTraces()
    {
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Attributes.Add(new KeyValue { Key = "map", Value = new AnyValue { KvlistValue = new KeyValueList { Values = { Otel.Attribute("a", "b") } } } });
        span.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = "event", Attributes = { Otel.Attribute("a", "b") } });
        span.Links.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Link { TraceId = Otel.TraceId(2), SpanId = Otel.SpanId(2) });
        return Otel.Traces("ping", span, Otel.Span(1, 2, 1, 0, 1));
    }

    private static Metric Histogram() => new()
    {
        Name = "h",
        Histogram = new Histogram { DataPoints = { new HistogramDataPoint { Count = 3, TimeUnixNano = 5, ExplicitBounds = { 1, 2 }, BucketCounts = { 1, 1, 1 }, Exemplars = { new Exemplar { AsInt = 1, TraceId = Otel.TraceId(1) } } } } },
    };
}
