using System.Net;
using System.Text;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Protobuf;
using Google.Rpc;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp;

public sealed class OtlpHttpTests : IAsyncLifetime
{
    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await OtlpHost.StartAsync(("Dashboard:Otlp:MaxRequestBytes", "100000"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/logs")]
    [InlineData("/v1/metrics")]
    public async Task AnEmptyRequestSucceedsInItsOwnType(string path)
    {
        var binary = await _host.Http.PostAsync(path, Http.Body([], Http.Protobuf), TestContext.Current.CancellationToken);
        var json = await _host.Http.PostAsync(path, Http.Body("{}"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, Http.Protobuf), (binary.StatusCode, binary.Content.Headers.ContentType!.ToString()));
        Assert.Empty(await binary.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.OK, Http.Json), (json.StatusCode, json.Content.Headers.ContentType!.ToString()));
        Assert.Equal("{}", await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EmptyEnvelopesAreAllowed()
    {
        var response = await PostAsync("/v1/traces", Http.Body("""{"resourceSpans":[{"scopeSpans":[{}]},{"resource":{}}]}"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task PartialSuccessIsUnsetWhenNothingWasRejected()
    {
        var response = await PostAsync("/v1/traces", Http.Body(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1))));

        Assert.Null(ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).PartialSuccess);
        Assert.Equal(1, TraceCount);
    }

    [Fact]
    public async Task WhatIsRejectedIsCountedWithItsReasonAndTheRestIsKept()
    {
        var response = await PostAsync("/v1/traces", Http.Body(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1), Otel.Span(0, 1, 0, 0, 1), Otel.Span(2, 0, 0, 0, 1))));

        var partial = ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).PartialSuccess;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, partial.RejectedSpans);
        Assert.Equal("1 rejected: span_id must be 8 bytes that are not all zero. 1 rejected: trace_id must be 16 bytes that are not all zero.", partial.ErrorMessage);
        Assert.Equal(1, TraceCount);
    }

    [Fact]
    public async Task RejectedDataPointsAreCountedInJsonToo()
    {
        var response = await PostAsync("/v1/metrics", Http.Body("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asInt":"1"},{"asInt":2}]}}]}]}]}"""));
        var answer = JsonParser.Default.Parse<ExportMetricsServiceResponse>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal((2, "2 rejected: a metric must have a name."), (answer.PartialSuccess.RejectedDataPoints, answer.PartialSuccess.ErrorMessage));
    }

    [Theory]
    [InlineData(Http.Protobuf)]
    [InlineData(Http.Json)]
    public async Task GzipIsRead(string type)
    {
        var bytes = type == Http.Json
            ? Encoding.UTF8.GetBytes("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001"}]}]}]}""")
            : Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)).ToByteArray();
        var response = await PostAsync("/v1/traces", Http.Zipped(bytes, type));

        Assert.Equal((HttpStatusCode.OK, 1), (response.StatusCode, TraceCount));
    }

    [Fact]
    public async Task ABodyThatIsNotProtobufIsBadDataThatSaysWhy()
    {
        var response = await PostAsync("/v1/traces", Http.Body([0x0A, 0x7F, 1, 2], Http.Protobuf));
        var status = await Http.StatusOf(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("The protobuf message cannot be read: a length of 127 where 2 bytes are left (byte 2 of 4).", status.Message);
        Assert.Equal(status.Message, status.Details.Single().Unpack<BadRequest>().FieldViolations.Single().Description);
    }

    [Fact]
    public async Task WhatIsDamagedDeepInsideIsBadDataAndNothingOfItIsKept()
    {
        var good = Otel.Span(1, 1, 0, 0, 1);
        var bad = Otel.Span(2, 1, 0, 0, 1);
        bad.Attributes.Add(Otel.Attribute("key", "value"));
        var bytes = Otel.Traces("ping", good, bad).ToByteArray();
        // The length of the last attribute's text.
        bytes[^6] = 0x60;
        var response = await PostAsync("/v1/traces", Http.Body(bytes, Http.Protobuf));

        Assert.Equal((HttpStatusCode.BadRequest, 0), (response.StatusCode, TraceCount));
    }

    [Fact]
    public async Task ABodyThatIsNotGzipIsBadData()
    {
        var content = Http.Body([1, 2, 3], Http.Protobuf);
        content.Headers.ContentEncoding.Add("gzip");
        var response = await PostAsync("/v1/traces", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("not gzip", (await Http.StatusOf(response)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"resourceSpans":{}}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":"SPAN_KIND_SERVER"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"-1"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":5}]}]}]}""")]
    public async Task JsonThatIsNotTheMessageIsBadDataInJson(string json)
    {
        var response = await PostAsync("/v1/traces", Http.Body(json));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, Http.Json), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Contains("\"message\": \"The JSON cannot be read: ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooLargeIs413WithAStatus()
    {
        var response = await PostAsync("/v1/traces", Http.Body(new byte[100_001], Http.Protobuf));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("more than 100000 bytes", (await Http.StatusOf(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooLargeAfterDecompressionIs413Too()
    {
        var content = Http.Zipped(new byte[5_000_000], Http.Protobuf);
        var response = await PostAsync("/v1/traces", content);

        Assert.True(content.Headers.ContentLength < 100_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task AContentTypeThatOtlpDoesNotHaveIsRefusedWithAStatus()
    {
        var response = await PostAsync("/v1/traces", Http.Body([], "text/plain"));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, Http.Json), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Contains("Allowed: application/x-protobuf, application/json", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AContentEncodingThatIsNotKnownIsRefusedWithAStatus()
    {
        var content = Http.Body([], Http.Protobuf);
        content.Headers.ContentEncoding.Add("br");
        var response = await PostAsync("/v1/traces", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("'br'", (await Http.StatusOf(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyPostIsAllowed()
    {
        var response = await _host.Http.GetAsync("/v1/traces", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (response.StatusCode, response.Content.Headers.Allow.Single()));
        Assert.Contains("\"message\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherPathIsNotFoundWithAStatus()
    {
        var response = await PostAsync("/v1/trace", Http.Body([], Http.Protobuf));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("/v1/traces, /v1/logs, /v1/metrics", (await Http.StatusOf(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonFollowsOtlpsOwnRules()
    {
        var response = await PostAsync("/v1/traces", Http.Body("""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"json"}}]},"somethingNew":{"a":[1,{}]},
              "scopeSpans":[{"scope":{"name":"s"},"spans":[{
                "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","parentSpanId":"","name":"näme","kind":2,
                "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":1700000001000000000,
                "dropped_attributes_count":7,"droppedAttributesCount":3,
                "attributes":[{"key":"int","value":{"intValue":"-5"}},{"key":"double","value":{"doubleValue":1.5}},{"key":"bool","value":{"boolValue":true}},
                  {"key":"bytes","value":{"bytesValue":"AQI="}},{"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{"arrayValue":{"values":[{"intValue":1}]}}}]}}},{"key":"null","value":null}],
                "status":{"code":2,"message":"no"}}]}]}]}
            """));
        Assert.True(TraceId.TryParse("5b8efff798038103d269b633813fc60c", out var id));
        var span = _host.Services.GetRequiredService<ITraceQueries>().Find(id)!.Spans.Single();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("näme", SpanKind.Server, SpanStatus.Error, 1_000_000_000L), (span.Name, span.Kind, span.Status, span.DurationNanoseconds));
        Assert.Equal(3, span.Details.Attributes.DroppedCount);
        Assert.Equal(["-5", "1.5", "true", "AQI=", """{"k":[1]}""", ""], span.Details.Attributes.Select(attribute => attribute.Text));
    }

    [Fact]
    public async Task LogsMayComeBeforeTheirSpan()
    {
        var log = Otel.Log("early");
        (log.TraceId, log.SpanId) = (Otel.TraceId(5), Otel.SpanId(6));
        await PostAsync("/v1/logs", Http.Body(Otel.Logs("ping", log)));
        await PostAsync("/v1/traces", Http.Body(Otel.Traces("ping", Otel.Span(5, 6, 0, 0, 1))));

        var logs = _host.Services.GetRequiredService<ILogQueries>().List(new LogQuery { TraceId = new TraceId(0, 5), SpanId = new SpanId(6) });

        Assert.Equal("early", logs.Items.Single().Message);
    }

    private int TraceCount => _host.Services.GetRequiredService<ITraceQueries>().List(new TraceQuery()).Page.TotalCount;

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => _host.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
}
