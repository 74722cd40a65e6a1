using System.Net;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp.Conformance;

/// <summary>What the comments of OTLP's <c>.proto</c> files, and protobuf itself, ask of a reader.</summary>
public sealed class TheDataModel : IAsyncLifetime
{
    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await OtlpHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task IgnoresFieldsOfLaterVersions()
    {
        // A number, a text, a fixed64, a fixed32 and a group, all of field 2047, in front of what is known and behind it.
        byte[] unknown = [0xF8, 0x7F, 5, 0xFA, 0x7F, 1, 65, 0xF9, 0x7F, 1, 2, 3, 4, 5, 6, 7, 8, 0xFD, 0x7F, 1, 2, 3, 4, 0xFB, 0x7F, 0x08, 1, 0xFC, 0x7F];
        var span = (byte[])[.. unknown, .. Otel.Span(1, 1, 0, 0, 1).ToByteArray(), .. unknown];
        var scope = Wrap(2, span);
        var resource = Wrap(2, [.. unknown, .. scope]);
        await AcceptAsync("/v1/traces", [.. unknown, .. Wrap(1, resource), .. unknown]);

        Assert.Equal("work", Span().Name);
    }

    [Fact]
    public async Task MergesAMessageThatComesInParts()
    {
        var one = new ResourceSpans { Resource = new Resource { Attributes = { Otel.Attribute("service.name", "parts") } } };
        var two = new ResourceSpans
        {
            Resource = new Resource { Attributes = { Otel.Attribute("service.instance.id", "two") } },
            ScopeSpans = { new ScopeSpans { Spans = { Otel.Span(1, 1, 0, 0, 1) } } },
        };
        await AcceptAsync("/v1/traces", Wrap(1, [.. one.ToByteArray(), .. two.ToByteArray()]));

        Assert.Equal(("parts", "two"), (Span().Resource.ServiceName, Span().Resource.InstanceId));
    }

    [Fact]
    public async Task KnowsNothingOfAResourceScopeNameOrStatusThatIsNotGiven()
    {
        await AcceptAsync("/v1/traces", new ExportTraceServiceRequest
        {
            ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { Otel.Span(1, 1, 0, 0, 1, name: "") } } } } },
        }.ToByteArray());

        Assert.Equal((ResourceKey.UnknownService, TelemetryScope.Unknown), (Span().Resource.ServiceName, Span().Scope));
        Assert.Equal(("", SpanStatus.Unset, Dashboard.Telemetry.Traces.SpanKind.Unspecified), (Span().Name, Span().Status, Span().Kind));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(15, 8)]
    [InlineData(17, 8)]
    [InlineData(16, 0)]
    [InlineData(16, 7)]
    [InlineData(16, 9)]
    public async Task RejectsSpansWhoseIdsHaveAWrongLength(int trace, int span)
    {
        var sent = Otel.Span(1, 1, 0, 0, 1);
        (sent.TraceId, sent.SpanId) = (Ones(trace), Ones(span));
        var response = await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", sent));

        Assert.Equal(1, response.PartialSuccess.RejectedSpans);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(15, 8)]
    [InlineData(17, 8)]
    public async Task TakesALogRecordWithoutAValidTraceAsOneOfNoTrace(int trace, int span)
    {
        var sent = Otel.Log("kept");
        (sent.TraceId, sent.SpanId) = (Ones(trace), Ones(span));
        var response = await _host.ExportAsync<ExportLogsServiceResponse>(Otel.Logs("ping", sent));
        var log = Log();

        Assert.Null(response.PartialSuccess);
        Assert.Equal(("kept", default(TraceId), default(SpanId)), (log.Message, log.TraceId, log.SpanId));
    }

    [Fact]
    public async Task TakesALogRecordWithoutAValidSpanAsOneOfTheTraceAlone()
    {
        var sent = Otel.Log("kept");
        (sent.TraceId, sent.SpanId) = (Otel.TraceId(5), Ones(7));
        await _host.ExportAsync<ExportLogsServiceResponse>(Otel.Logs("ping", sent));

        Assert.Equal((new TraceId(0, 5), default(SpanId)), (Log().TraceId, Log().SpanId));
    }

    [Fact]
    public async Task TakesTheObservedTimeOfALogRecordThatHasNoOther()
    {
        await _host.ExportAsync<ExportLogsServiceResponse>(Otel.Logs("ping", new LogRecord { ObservedTimeUnixNano = Otel.T0 }));

        Assert.Equal((long)Otel.T0, Log().Time.Nanoseconds);
    }

    [Fact]
    public async Task TakesReservedFlagsAsNothing()
    {
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Flags = 0xFFFF_FF01;
        span.Links.Add(new Span.Types.Link { TraceId = Otel.TraceId(2), SpanId = Otel.SpanId(2), Flags = 0xFFFF_FF00 });
        var log = Otel.Log("flags");
        log.Flags = 0xFFFF_FFFF;
        await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", span));
        await _host.ExportAsync<ExportLogsServiceResponse>(Otel.Logs("ping", log));

        Assert.Equal((SpanOddities.None, new TraceId(0, 2)), (Span().Oddities, Span().Details.Links.Single().TraceId));
        Assert.Equal("flags", Log().Message);
    }

    [Fact]
    public async Task TakesAnEmptyValueAListWithoutItemsAndAnEmptyKeyAsTheyAre()
    {
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Attributes.Add(new KeyValue { Key = "none" });
        span.Attributes.Add(new KeyValue { Key = "empty", Value = new AnyValue() });
        span.Attributes.Add(new KeyValue { Key = "list", Value = new AnyValue { ArrayValue = new ArrayValue() } });
        span.Attributes.Add(new KeyValue { Key = "map", Value = new AnyValue { KvlistValue = new KeyValueList() } });
        span.Attributes.Add(new KeyValue { Key = "", Value = new AnyValue { BoolValue = true } });
        await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", span));

        Assert.Equal([("none", ""), ("empty", ""), ("list", "[]"), ("map", "{}"), ("", "true")], Span().Details.Attributes.Select(attribute => (attribute.Key, attribute.Text)));
    }

    [Fact]
    public async Task ToleratesAttributesOfTheSameKey()
    {
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Attributes.Add(Otel.Attribute("key", "one"));
        span.Attributes.Add(Otel.Attribute("key", "two"));
        await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", span));

        Assert.Equal(["one", "two"], Span().Details.Attributes.Select(attribute => attribute.Text));
    }

    [Fact]
    public async Task HasNoValueWhereThePointSaysThatNoneWasRecorded()
    {
        var number = Otel.Point(1, 5);
        number.Flags = 1;
        var histogram = new HistogramDataPoint { TimeUnixNano = Otel.T0, Flags = number.Flags };
        await ExportAsync(Otel.Gauge("number", number), Histogram("histogram", histogram));

        Assert.Null(Point("number").Value);
        Assert.Null(Point("histogram").Value);
    }

    [Fact]
    public async Task KnowsAnAbsentSumAndExtremesFromThoseOfZero()
    {
        var absent = new HistogramDataPoint { TimeUnixNano = Otel.T0, Count = 2 };
        var zero = new HistogramDataPoint { TimeUnixNano = Otel.T0, Count = 2, Sum = 0, Min = 0, Max = 0 };
        await ExportAsync(Histogram("absent", absent), Histogram("zero", zero));
        HistogramValue one = Point("absent").Histogram!, other = Point("zero").Histogram!;

        Assert.Equal((2UL, null, null, null), (one.Count, one.Sum, one.Min, one.Max));
        Assert.Equal((2UL, 0d, 0d, 0d), (other.Count, other.Sum, other.Min, other.Max));
    }

    [Theory]
    [InlineData(new double[0], new ulong[0], true)]
    [InlineData(new double[0], new ulong[] { 3 }, true)]
    [InlineData(new double[] { 1, 2 }, new ulong[] { 1, 1, 1 }, true)]
    [InlineData(new double[] { 1, 2 }, new ulong[] { 1, 1 }, false)]
    [InlineData(new double[] { 1 }, new ulong[0], false)]
    [InlineData(new double[] { 2, 1 }, new ulong[] { 1, 1, 1 }, false)]
    [InlineData(new double[] { 1, 1 }, new ulong[] { 1, 1, 1 }, false)]
    public async Task TakesHistogramsWhoseBucketsFitTheirBounds(double[] bounds, ulong[] counts, bool fit)
    {
        var response = await ExportAsync(Histogram("h", new HistogramDataPoint { TimeUnixNano = Otel.T0, Count = 3, ExplicitBounds = { bounds }, BucketCounts = { counts } }));

        Assert.Equal(fit ? 0 : 1, response.PartialSuccess?.RejectedDataPoints ?? 0);
    }

    private static ByteString Ones(int length) => ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, length)]);

    private static byte[] Wrap(int field, byte[] message)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(message));
        }

        return buffer.ToArray();
    }

    private static Metric Histogram(string name, HistogramDataPoint point) => new()
    {
        Name = name,
        Histogram = new Histogram { AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { point } },
    };

    private async Task AcceptAsync(string path, byte[] body)
    {
        using var response = await _host.Http.PostAsync(path, Http.Body(body, Http.Protobuf), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private Task<OpenTelemetry.Proto.Collector.Metrics.V1.ExportMetricsServiceResponse> ExportAsync(params IEnumerable<Metric> metrics) =>
        _host.ExportAsync<OpenTelemetry.Proto.Collector.Metrics.V1.ExportMetricsServiceResponse>(Otel.Metrics("ping", metrics));

    private SpanSnapshot Span()
    {
        var queries = _host.Services.GetRequiredService<ITraceQueries>();
        return queries.Find(queries.List(new TraceQuery()).Page.Items.Single().TraceId)!.Spans.Single();
    }

    private LogSnapshot Log() => _host.Services.GetRequiredService<ILogQueries>().List(new LogQuery()).Items.Single();

    private MetricPoint Point(string name) => _host.Services.GetRequiredService<IMetricQueries>().Find(new MetricQuery
    {
        ServiceName = "ping",
        Instrument = new InstrumentKey("meter", name),
        From = new UnixNanoTime((long)Otel.T0),
        To = new UnixNanoTime((long)(Otel.T0 + Otel.Second)),
    })!.Series.Single().Points.Single();
}
