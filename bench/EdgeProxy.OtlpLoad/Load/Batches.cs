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

namespace EdgeProxy.OtlpLoad.Load;

/// <summary>Writes requests as instrumented ASP.NET Core services send them.</summary>
internal static class Batches
{
    public static Batch Spans(int count, int spansPerTrace)
    {
        var marks = new Marks();
        var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "Microsoft.AspNetCore" } };
        for (var i = 0; i < count; i++)
        {
            var trace = i / spansPerTrace;
            var isRoot = i % spansPerTrace == 0;
            scope.Spans.Add(new Span
            {
                TraceId = marks.TraceId(trace),
                SpanId = marks.SpanId(i),
                ParentSpanId = isRoot ? ByteString.Empty : marks.SpanId(trace * spansPerTrace),
                Name = isRoot ? "GET /orders/{id}" : $"SELECT orders.{i % spansPerTrace}",
                Kind = isRoot ? Span.Types.SpanKind.Server : Span.Types.SpanKind.Client,
                StartTimeUnixNano = marks.Time((ulong)(i % spansPerTrace) * 100_000),
                EndTimeUnixNano = marks.Time(5_000_000 + (ulong)i),
                Attributes =
                {
                    Text("http.request.method", "GET"), Text("url.path", $"/orders/{i}"), Text("url.scheme", "http"), Text("server.address", "orders.local"),
                    Whole("server.port", 8080), Whole("http.response.status_code", 200), Text("network.protocol.version", "1.1"), Text("http.route", "/orders/{id}"),
                },
            });
        }

        return marks.Finish(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = Service(), ScopeSpans = { scope } } } }, count);
    }

    public static Batch Logs(int count)
    {
        var marks = new Marks();
        var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = "Orders.Controllers.OrdersController" } };
        for (var i = 0; i < count; i++)
        {
            scope.LogRecords.Add(new LogRecord
            {
                TimeUnixNano = marks.Time((ulong)i),
                SeverityNumber = SeverityNumber.Info,
                SeverityText = "Information",
                Body = new AnyValue { StringValue = $"Order {i} was fetched in 12 ms" },
                TraceId = marks.TraceId(i / 8),
                SpanId = marks.SpanId(i / 8),
                Attributes = { Whole("OrderId", i), Text("Elapsed", "12"), Text("{OriginalFormat}", "Order {OrderId} was fetched in {Elapsed} ms") },
            });
        }

        return marks.Finish(new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { Resource = Service(), ScopeLogs = { scope } } } }, count);
    }

    public static Batch Metrics(int count)
    {
        var marks = new Marks();
        var requests = new Sum { IsMonotonic = true, AggregationTemporality = AggregationTemporality.Cumulative };
        var durations = new Histogram { AggregationTemporality = AggregationTemporality.Cumulative };
        for (var i = 0; i < count / 2; i++)
        {
            KeyValue[] dimensions = [Text("http.route", $"/orders/{i}"), Text("http.request.method", "GET"), Whole("http.response.status_code", 200)];
            requests.DataPoints.Add(new NumberDataPoint { StartTimeUnixNano = 1_700_000_000_000_000_000, TimeUnixNano = marks.Time(0), AsInt = i, Attributes = { dimensions } });
            durations.DataPoints.Add(new HistogramDataPoint
            {
                StartTimeUnixNano = 1_700_000_000_000_000_000,
                TimeUnixNano = marks.Time(0),
                Count = 100,
                Sum = 3.5,
                ExplicitBounds = { 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10 },
                BucketCounts = { 10, 20, 30, 20, 10, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0 },
                Attributes = { dimensions },
            });
        }

        var scope = new ScopeMetrics
        {
            Scope = new InstrumentationScope { Name = "Microsoft.AspNetCore.Hosting" },
            Metrics = { new Metric { Name = "orders.count", Unit = "{order}", Sum = requests }, new Metric { Name = "http.server.request.duration", Unit = "s", Histogram = durations } },
        };
        return marks.Finish(new ExportMetricsServiceRequest { ResourceMetrics = { new ResourceMetrics { Resource = Service(), ScopeMetrics = { scope } } } }, count);
    }

    private static Resource Service() => new()
    {
        Attributes =
        {
            Text("service.name", "orders"), Text("service.instance.id", "0198c0de-7a11-7cde-8f00-000000000001"), Text("service.version", "1.2.3"),
            Text("telemetry.sdk.name", "opentelemetry"), Text("telemetry.sdk.language", "dotnet"), Text("telemetry.sdk.version", "1.13.0"),
        },
    };

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static KeyValue Whole(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };

    /// <summary>Puts a number that is met nowhere else into each place that is renewed, and finds the places again in the bytes.</summary>
    private sealed class Marks
    {
        private const ulong TimeMark = 0xFACE_0000_0000_0000;
        private readonly Dictionary<int, byte[]> _traceIds = [];
        private readonly Dictionary<int, byte[]> _spanIds = [];
        private readonly List<ulong> _times = [];

        public ByteString TraceId(int trace) => ByteString.CopyFrom(Mark(_traceIds, trace, 16));

        public ByteString SpanId(int span) => ByteString.CopyFrom(Mark(_spanIds, span, 8));

        public ulong Time(ulong offset)
        {
            _times.Add(offset);
            return TimeMark + (ulong)_times.Count - 1;
        }

        public Batch Finish(IMessage request, int count)
        {
            var bytes = request.ToByteArray();
            var times = _times.Select((offset, index) =>
            {
                var mark = new byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64LittleEndian(mark, TimeMark + (ulong)index);
                return (Find(bytes, mark)[0], offset);
            });
            return new Batch(bytes, count, [.. _traceIds.Values.Select(id => Find(bytes, id))], [.. _spanIds.Values.Select(id => Find(bytes, id))], [.. times]);
        }

        private static byte[] Mark(Dictionary<int, byte[]> marks, int key, int length)
        {
            if (!marks.TryGetValue(key, out var mark))
                Random.Shared.NextBytes(marks[key] = mark = new byte[length]);
            return mark;
        }

        private static int[] Find(byte[] bytes, byte[] mark)
        {
            var places = new List<int>();
            for (var at = bytes.AsSpan().IndexOf(mark); at >= 0;)
            {
                places.Add(at);
                var next = bytes.AsSpan(at + 1).IndexOf(mark);
                at = next < 0 ? -1 : at + 1 + next;
            }

            return [.. places];
        }
    }
}
