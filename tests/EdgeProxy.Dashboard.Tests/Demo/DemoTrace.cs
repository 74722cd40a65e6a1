using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Demo;

/// <summary>Puts the spans of one trace together.</summary>
internal sealed class DemoTrace
{
    public const Span.Types.SpanKind Internal = Span.Types.SpanKind.Internal;
    public const Span.Types.SpanKind Server = Span.Types.SpanKind.Server;
    public const Span.Types.SpanKind Client = Span.Types.SpanKind.Client;
    public const Span.Types.SpanKind Consumer = Span.Types.SpanKind.Consumer;
    private const double NanosecondsPerMillisecond = 1e6;

    private readonly Random _random;
    private readonly ulong _start;
    private readonly List<((string Service, string Instance) Process, Span Span)> _spans = [];

    public DemoTrace(Random random, DateTimeOffset start)
    {
        _random = random;
        _start = (ulong)(start - DateTimeOffset.UnixEpoch).Ticks * 100;
        TraceId = Bytes(16);
    }

    public ByteString TraceId { get; }

    /// <summary>Adds a span; times in milliseconds since the trace's start.</summary>
    public Span AddSpan((string Service, string Instance) process, string name, Span.Types.SpanKind kind, Span? parent, double start, double duration, bool fails)
    {
        var span = new Span
        {
            TraceId = TraceId,
            SpanId = Bytes(8),
            ParentSpanId = parent?.SpanId ?? ByteString.Empty,
            Name = name,
            Kind = kind,
            StartTimeUnixNano = At(start),
            EndTimeUnixNano = At(start + duration),
            Status = new Status { Code = fails ? Status.Types.StatusCode.Error : Status.Types.StatusCode.Unset },
        };
        _spans.Add((process, span));
        return span;
    }

    public ulong At(double milliseconds) => _start + (ulong)(long)(milliseconds * NanosecondsPerMillisecond);

    public void Exception(Span span, string type, string message) => span.Events.Add(new Span.Types.Event
    {
        Name = "exception",
        TimeUnixNano = span.EndTimeUnixNano - 200_000,
        Attributes =
        {
            DemoShop.Text("exception.type", type), DemoShop.Text("exception.message", message),
            DemoShop.Text("exception.stacktrace", $"{type}: {message}\n   at PongClient.AskAsync(CancellationToken cancellation) in PongClient.cs:line 31\n   at PingHandler.HandleAsync(HttpContext context) in PingHandler.cs:line 18\n   at Microsoft.AspNetCore.Routing.EndpointMiddleware.Invoke(HttpContext httpContext)"),
        },
    });

    public ExportTraceServiceRequest Request()
    {
        var request = new ExportTraceServiceRequest();
        foreach (var process in _spans.GroupBy(span => span.Process))
        {
            var spans = new ResourceSpans { Resource = DemoShop.ResourceOf(process.Key.Service, process.Key.Instance) };
            var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "Microsoft.AspNetCore", Version = "10.0" } };
            scope.Spans.AddRange(process.Select(span => span.Span));
            spans.ScopeSpans.Add(scope);
            request.ResourceSpans.Add(spans);
        }

        return request;
    }

    private ByteString Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }
}
