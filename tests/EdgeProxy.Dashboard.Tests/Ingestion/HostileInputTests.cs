using System.Globalization;
using EdgeProxy.Dashboard.Otlp.Json;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Ingestion;

public sealed class HostileInputTests
{
    private const int Bodies = 100_000;

    [Fact]
    public void AnAttributeOfOneMebibyteIsCutAndMarked()
    {
        using var telemetry = new TestTelemetry();
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Attributes.Add(Otel.Attribute("long", new string('ä', 512 * 1024)));
        span.Attributes.Add(Otel.Attribute("short", "kept"));
        telemetry.Ingest(Otel.Traces("ping", span));

        var found = telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Single();

        Assert.True(found.Oddities.HasFlag(SpanOddities.Truncated));
        Assert.EndsWith("ä… (cut: 65536 of 1048576 bytes)", found.Details.Attributes.Find("long"), StringComparison.Ordinal);
        Assert.Equal("kept", found.Details.Attributes.Find("short"));
        Assert.InRange(telemetry.Get<TraceStore>().Bytes, 1, 300_000);
    }

    [Fact]
    public void OfTenThousandAttributesTheFirstAreKeptAndTheOthersCounted()
    {
        using var telemetry = new TestTelemetry();
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.DroppedAttributesCount = 2;
        span.Attributes.AddRange(Enumerable.Range(0, 10_000).Select(i => Otel.Attribute($"key{i}", "v")));
        telemetry.Ingest(Otel.Traces("ping", span));

        var found = telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Single();

        Assert.True(found.Oddities.HasFlag(SpanOddities.Truncated));
        Assert.Equal((128, 9_874L), (found.Details.Attributes.Count, found.Details.Attributes.DroppedCount));
    }

    [Fact]
    public void AResourceInAMillionPartsIsPutTogetherOnce()
    {
        using var telemetry = new TestTelemetry();
        // Field 1 of ResourceSpans, two bytes long: the dropped attributes, 1. Copied anew for each part, they would be a terabyte.
        var parts = Enumerable.Range(0, 1_000_000).SelectMany(_ => (byte[])[0x0A, 2, 0x10, 1]);
        var last = new ResourceSpans { Resource = new Resource { Attributes = { Otel.Attribute("service.name", "parts") } }, ScopeSpans = { new ScopeSpans { Spans = { Otel.Span(1, 1, 0, 0, 1) } } } };
        using var body = new MemoryStream();
        using (var output = new CodedOutputStream(body, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom([.. parts, .. last.ToByteArray()]));
        }

        telemetry.Ingest(TelemetrySignals.Traces, body.ToArray());

        Assert.Equal("parts", telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Single().Resource.ServiceName);
    }

    [Fact]
    public void EventsLinksAndTheirAttributesAreBoundedToo()
    {
        using var telemetry = new TestTelemetry(limits => (limits.MaxSpanEventCount, limits.MaxAttributeCount) = (10, 5));
        var span = Otel.Span(1, 1, 0, 0, 1);
        for (var i = 0; i < 25; i++)
        {
            span.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = $"{i}", Attributes = { Enumerable.Range(0, 9).Select(a => Otel.Attribute($"{a}", "v")) } });
            span.Links.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Link { TraceId = Otel.TraceId(2), SpanId = Otel.SpanId(2) });
        }

        telemetry.Ingest(Otel.Traces("ping", span));
        var details = telemetry.Traces.Find(new TraceId(0, 1))!.Spans.Single().Details;

        Assert.Equal((10, 15L, 10, 15L), (details.Events.Count, details.DroppedEventsCount, details.Links.Count, details.DroppedLinksCount));
        Assert.All(details.Events, one => Assert.Equal((5, 4L), (one.Attributes.Count, one.Attributes.DroppedCount)));
    }

    [Fact]
    public void ALogBodyAndItsStructureAreBoundedToo()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxAttributeLength = 100);
        var structured = Otel.Log("");
        structured.Body = new AnyValue { ArrayValue = new ArrayValue { Values = { Enumerable.Range(0, 1000).Select(i => new AnyValue { IntValue = i }) } } };
        telemetry.Ingest(Otel.Logs("ping", Otel.Log(new string('x', 5000)), structured));

        Assert.All(telemetry.Logs.List(new LogQuery()).Items, log => Assert.InRange(log.Message.Length, 50, 200));
    }

    [Fact]
    public void FiveThousandServicesAreListed()
    {
        using var telemetry = new TestTelemetry();
        for (var i = 1; i <= 5_000; i++)
            telemetry.Ingest(Otel.Traces($"service-{i:D4}", Otel.Span((ulong)i, 1, 0, i, i + 1)));

        Assert.Equal(5_000, telemetry.Resources.List().Count);
        Assert.Equal("service-5000", telemetry.Traces.List(new TraceQuery()).Page.Items[0].RootService);
    }

    [Fact]
    public void DescriptionsOfResourcesAreBoundedAndWhatTheySentLeavesWithThem()
    {
        using var telemetry = new TestTelemetry(limits => limits.MaxResourceBytes = 1024 * 1024);
        for (var i = 1; i <= 1_000; i++)
        {
            var request = Otel.Traces($"service-{i}", Otel.Span((ulong)i, 1, 0, i, i + 1));
            request.ResourceSpans[0].Resource.Attributes.Add(Otel.Attribute("padding", new string('x', 10_000)));
            telemetry.Ingest(request);
        }

        Assert.InRange(telemetry.Get<OriginRegistry>().Bytes, 500_000, 1024 * 1024);
        Assert.Equal(telemetry.Resources.List().Count, telemetry.Traces.List(new TraceQuery()).Page.TotalCount);
        Assert.NotNull(telemetry.Resources.Find(new ResourceKey("service-1000", "")));
    }

    [Fact]
    public void TimesAtTheEndOfTimeAreNoTrouble()
    {
        using var telemetry = new TestTelemetry();
        var span = Otel.Span(1, 1, 0, 0, 1);
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (1, ulong.MaxValue);
        telemetry.Ingest(Otel.Traces("ping", span, Otel.Span(2, 1, 0, 0, 1)));

        var list = telemetry.Traces.List(new TraceQuery());

        Assert.Equal(2, list.Histogram.Sum(bin => bin.Count));
        Assert.Equal(long.MaxValue - 1, list.LongestNanoseconds);
    }

    [Fact]
    public void NestingWithoutEndIsBadData()
    {
        var value = new AnyValue { IntValue = 1 };
        for (var i = 0; i < 300; i++)
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };
        using var telemetry = new TestTelemetry();
        var span = Otel.Span(1, 1, 0, 0, 1);
        span.Attributes.Add(new KeyValue { Key = "deep", Value = value });

        Assert.Throws<MalformedPayloadException>(() => telemetry.Ingest(Otel.Traces("ping", span)));
        Assert.Equal(0, telemetry.Traces.List(new TraceQuery()).Page.TotalCount);
    }

    [Fact]
    public void HistogramsOfAbsurdScaleAreNoTrouble()
    {
        using var telemetry = new TestTelemetry();
        foreach (var scale in new[] { int.MinValue, -1000, 1000, int.MaxValue })
        {
            telemetry.Ingest(Otel.Metrics("ping", new Metric
            {
                Name = $"scale {scale}",
                ExponentialHistogram = new ExponentialHistogram
                {
                    DataPoints = { new ExponentialHistogramDataPoint { TimeUnixNano = 1, Count = ulong.MaxValue, Scale = scale, Positive = new() { Offset = int.MaxValue, BucketCounts = { ulong.MaxValue, 5 } } } },
                },
            }));
        }

        foreach (var instrument in telemetry.Metrics.Meters("ping").Single().Instruments)
        {
            var data = telemetry.Metrics.Find(new MetricQuery { ServiceName = "ping", Instrument = instrument.Key, From = default, To = new UnixNanoTime(10) })!;
            Assert.NotNull(EdgeProxy.Dashboard.Telemetry.Metrics.Views.HistogramQuantile.Estimate(data.Series.Single().Points.Single().Histogram!, 0.5));
        }
    }

    [Fact]
    public void RandomAndMutatedBodiesAreAcceptedOrRefusedAndNeverAnythingElse()
    {
        using var telemetry = new TestTelemetry(limits => (limits.MaxTraceCount, limits.MaxLogCount, limits.MaxMetricBytes) = (500, 500, 4 * 1024 * 1024));
        var random = new Random(20240501);
        int accepted = 0, refused = 0;
        for (var i = 0; i < Bodies; i++)
        {
            var (signal, seed) = random.GetItems(HostileBodies.Seeds, 1)[0];
            try
            {
                telemetry.Ingest(signal, i % 4 == 0 ? HostileBodies.Random(random) : HostileBodies.Mutate(seed, random));
                accepted++;
            }
            catch (MalformedPayloadException)
            {
                refused++;
            }

            if (i % 1000 == 0)
                ReadEverything(telemetry);
        }

        ReadEverything(telemetry);
        Assert.True(accepted > Bodies / 20, string.Create(CultureInfo.InvariantCulture, $"{accepted} accepted"));
        Assert.True(refused > Bodies / 20, string.Create(CultureInfo.InvariantCulture, $"{refused} refused"));
        Assert.InRange(telemetry.Get<MetricStore>().Bytes, 0, 4 * 1024 * 1024);
        Assert.True(telemetry.Get<OriginRegistry>().Bytes <= new TelemetryLimitsOptions().MaxResourceBytes);
    }

    [Fact]
    public void MutatedJsonIsAcceptedOrRefusedAndNeverAnythingElse()
    {
        using var telemetry = new TestTelemetry();
        var random = new Random(20240502);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            try
            {
                telemetry.Ingest(TelemetrySignals.Traces, OtlpJsonReader.Read(HostileBodies.Mutate(HostileBodies.Json, random), ExportTraceServiceRequest.Descriptor).Written.ToArray());
            }
            catch (MalformedPayloadException)
            {
                refused++;
            }
        }

        ReadEverything(telemetry);
        Assert.InRange(refused, 10_000, 19_999);
    }

    private static void ReadEverything(TestTelemetry telemetry)
    {
        foreach (var row in telemetry.Traces.List(new TraceQuery { Text = "x", Limit = 10 }).Page.Items.Concat(telemetry.Traces.List(new TraceQuery { Limit = 1000 }).Page.Items))
            Assert.All(telemetry.Traces.Find(row.TraceId)!.Spans, span => Assert.NotNull(span.Details));
        Assert.All(telemetry.Logs.List(new LogQuery { Limit = 1000 }).Items, log => Assert.NotNull(log.Details));
        foreach (var resource in telemetry.Resources.List().Take(20))
        {
            foreach (var instrument in telemetry.Metrics.Meters(resource.Resource.ServiceName).SelectMany(meter => meter.Instruments).Take(20))
            {
                Assert.NotNull(telemetry.Metrics.Find(new MetricQuery
                {
                    ServiceName = resource.Resource.ServiceName,
                    Instrument = instrument.Key,
                    From = default,
                    To = new UnixNanoTime(long.MaxValue),
                }));
            }
        }
    }
}
