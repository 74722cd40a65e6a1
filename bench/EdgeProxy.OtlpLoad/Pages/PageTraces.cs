using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.OtlpLoad.Pages;

/// <summary>Writes the traces that pages are measured with.</summary>
internal sealed class PageTraces
{
    private const int TracesOfRequest = 500;
    private const ulong Millisecond = 1_000_000;
    private readonly Random _random = new(7);
    private readonly ulong _now = (ulong)(TimeProvider.System.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;

    /// <summary>Many small traces of four spans, each through two of the services.</summary>
    public IEnumerable<byte[]> Many(int traces, int services)
    {
        for (var first = 0; first < traces; first += TracesOfRequest)
        {
            var request = new ExportTraceServiceRequest();
            for (var number = first; number < Math.Min(traces, first + TracesOfRequest); number++)
            {
                var (id, start) = (Id(16), _now - ((ulong)(traces - number) * Millisecond));
                var root = Span(id, ByteString.Empty, $"GET /orders/{number % 50}", start, 1 + (ulong)_random.Next(40));
                var call = Span(id, root.SpanId, "GET", start, 1);
                request.ResourceSpans.Add(Of($"service-{number % services}", root, call));
                request.ResourceSpans.Add(Of($"service-{(number + 1) % services}", Span(id, call.SpanId, "GET /stock", start, 1), Span(id, call.SpanId, "SELECT stock", start, 1)));
            }

            yield return request.ToByteArray();
        }
    }

    /// <summary>One large trace of five services, four children to a span, one of them with an error in a hundred.</summary>
    public (string Id, byte[] Request) Large(int spans)
    {
        var id = Id(16);
        var length = (ulong)spans;
        var all = new List<Span> { Span(id, ByteString.Empty, $"a trace of {spans}", _now, length) };
        for (var number = 1; number < spans; number++)
        {
            var span = Span(id, all[(number - 1) / 4].SpanId, $"step {number}", _now + ((ulong)number * Millisecond), Math.Max(1, length - (ulong)number));
            span.Status = new Status { Code = number % 97 == 0 ? Status.Types.StatusCode.Error : Status.Types.StatusCode.Unset };
            all.Add(span);
        }

        var request = new ExportTraceServiceRequest();
        request.ResourceSpans.AddRange(all.Index().GroupBy(span => span.Index % 5).Select(group => Of($"service-{group.Key}", [.. group.Select(span => span.Item)])));
        return (Convert.ToHexStringLower(id.Span), request.ToByteArray());
    }

    private static ResourceSpans Of(string service, params Span[] spans) => new()
    {
        Resource = new Resource { Attributes = { Text("service.name", service), Text("service.instance.id", "a") } },
        ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "Microsoft.AspNetCore" }, Spans = { spans } } },
    };

    private Span Span(ByteString trace, ByteString parent, string name, ulong start, ulong milliseconds) => new()
    {
        TraceId = trace,
        SpanId = Id(8),
        ParentSpanId = parent,
        Name = name,
        Kind = parent.IsEmpty ? OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Server : OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Client,
        StartTimeUnixNano = start,
        EndTimeUnixNano = start + (milliseconds * Millisecond),
        Attributes = { Text("http.request.method", "GET"), Text("url.path", "/orders"), Text("server.address", "orders.local"), Text("http.route", "/orders/{id}") },
    };

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private ByteString Id(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }
}
