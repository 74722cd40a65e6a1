using System.Net;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Dashboard.Tests.Otlp.Conformance;

/// <summary>OTLP, "JSON Protobuf Encoding".</summary>
public sealed class JsonEncoding : IAsyncLifetime
{
    private const string TraceId = "5B8EFFF798038103d269b633813fc60c";
    private const string SpanId = "EEE19B7Ec3c1b174";

    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await OtlpHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task HasIdsInHexadecimalOfAnyCaseInEveryMessage()
    {
        await AcceptAsync("/v1/traces", Span($$$"""
            "parentSpanId":"{{{SpanId}}}","links":[{"traceId":"{{{TraceId}}}","spanId":"{{{SpanId}}}"}]
            """));
        await AcceptAsync("/v1/logs", $$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"{{{TraceId}}}","spanId":"{{{SpanId}}}"}]}]}]}""");
        await AcceptAsync("/v1/metrics", $$$"""
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"timeUnixNano":"{{{Otel.T0}}}","asInt":1,
              "exemplars":[{"asInt":1,"traceId":"{{{TraceId}}}","spanId":"{{{SpanId}}}"}]}]}}]}]}]}
            """);
        var span = Stored();
        var log = _host.Services.GetRequiredService<ILogQueries>().List(new LogQuery()).Items.Single();
        var exemplar = _host.Services.GetRequiredService<IMetricQueries>().Find(new MetricQuery
        {
            ServiceName = "unknown_service",
            Instrument = new InstrumentKey("", "g"),
            From = new UnixNanoTime((long)Otel.T0),
            To = new UnixNanoTime((long)Otel.T0),
        })!.Series.Single().Points.Single().Exemplars.Single();

        Assert.Equal((TraceId.ToLowerInvariant(), SpanId.ToLowerInvariant()), (span.TraceId.ToString(), span.ParentSpanId.ToString()));
        Assert.Equal((span.TraceId, span.ParentSpanId), (span.Details.Links.Single().TraceId, span.Details.Links.Single().SpanId));
        Assert.Equal((span.TraceId, span.ParentSpanId), (log.TraceId, log.SpanId));
        Assert.Equal((span.TraceId, span.ParentSpanId), (exemplar.TraceId, exemplar.SpanId));
    }

    [Theory]
    [InlineData("kind", "\"SPAN_KIND_SERVER\"")]
    [InlineData("kind", "\"2\"")]
    [InlineData("status", "{\"code\":\"STATUS_CODE_ERROR\"}")]
    public async Task HasNoNamesForEnumValues(string field, string value)
    {
        using var response = await PostAsync("/v1/traces", Span($"\"{field}\":{value}"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("must be an integer: OTLP has no names for enum values", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HasEnumValuesThatAreNotKnownYet()
    {
        await AcceptAsync("/v1/traces", Span("\"kind\":99"));

        Assert.Equal(SpanKind.Unspecified, Stored().Kind);
    }

    [Theory]
    [InlineData("\"somethingNew\":5")]
    [InlineData("\"somethingNew\":{\"name\":\"other\",\"deep\":[[{}],null,\"}\"]}")]
    [InlineData("\"start_time_unix_nano\":\"x\",\"Name\":\"other\",\"NAME\":7")]
    public async Task HasFieldsThatAreNotKnownWhichAreAsIfTheyWereNotThere(string unknown)
    {
        await AcceptAsync("/v1/traces", Span($"{unknown},\"name\":\"work\",{unknown}"));

        Assert.Equal(("work", 1L), (Stored().Name, Stored().Start.Nanoseconds));
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("\"9007199254740993\"")]
    public async Task HasLongIntegersAsTextOrNumberWithoutLoss(string number)
    {
        await AcceptAsync("/v1/traces", Span($$$"""
            "endTimeUnixNano":{{{number}}},"attributes":[{"key":"n","value":{"intValue":{{{number}}}}}]
            """));

        Assert.Equal((9007199254740993L, "9007199254740993"), (Stored().End.Nanoseconds, Stored().Details.Attributes.Find("n")));
    }

    [Theory]
    [InlineData("-_8=")]
    [InlineData("+/8=")]
    [InlineData("+/8")]
    public async Task HasBytesInEitherBase64(string text)
    {
        await AcceptAsync("/v1/traces", Span($$$"""
            "attributes":[{"key":"b","value":{"bytesValue":"{{{text}}}"}}]
            """));

        Assert.Equal("+/8=", Stored().Details.Attributes.Find("b"));
    }

    [Fact]
    public async Task HasNumbersThatJsonCannotWrite()
    {
        await AcceptAsync("/v1/traces", Span("""
            "attributes":[{"key":"a","value":{"doubleValue":"NaN"}},{"key":"b","value":{"doubleValue":"-Infinity"}},{"key":"c","value":{"doubleValue":"1.5"}}]
            """));

        Assert.Equal(["NaN", "-Infinity", "1.5"], Stored().Details.Attributes.Select(attribute => attribute.Text));
    }

    [Fact]
    public async Task HasNullForWhatIsNotSet()
    {
        await AcceptAsync("/v1/traces", Span("\"name\":null,\"attributes\":null,\"status\":null,\"kind\":null,\"endTimeUnixNano\":null"));

        Assert.Equal(("", SpanStatus.Unset), (Stored().Name, Stored().Status));
    }

    private static string Span(string fields) =>
        $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{TraceId}}}","spanId":"0000000000000001","startTimeUnixNano":"1",{{{fields}}}}]}]}]}""";

    private SpanSnapshot Stored()
    {
        var queries = _host.Services.GetRequiredService<ITraceQueries>();
        return queries.Find(queries.List(new TraceQuery()).Page.Items.Single().TraceId)!.Spans.Single();
    }

    private async Task AcceptAsync(string path, string json)
    {
        using var response = await PostAsync(path, json);

        Assert.Equal((HttpStatusCode.OK, "{}"), (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private Task<HttpResponseMessage> PostAsync(string path, string json) => _host.Http.PostAsync(path, Http.Body(json), TestContext.Current.CancellationToken);
}
