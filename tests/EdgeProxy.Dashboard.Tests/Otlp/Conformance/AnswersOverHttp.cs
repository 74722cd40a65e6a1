using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp.Conformance;

/// <summary>OTLP, "OTLP/HTTP Response".</summary>
public sealed class AnswersOverHttp : IAsyncLifetime
{
    private const int MaxRequestBytes = 100_000;

    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await OtlpHost.StartAsync(("Dashboard:Otlp:MaxRequestBytes", $"{MaxRequestBytes}"), ("Dashboard:Otlp:MaxBytesInFlight", "1000000"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task OfFullSuccessLeavePartialSuccessUnsetForEverySignal()
    {
        Assert.Null((await SendAsync<ExportTraceServiceResponse>("/v1/traces", Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)))).PartialSuccess);
        Assert.Null((await SendAsync<ExportLogsServiceResponse>("/v1/logs", Otel.Logs("ping", Otel.Log("hello")))).PartialSuccess);
        Assert.Null((await SendAsync<ExportMetricsServiceResponse>("/v1/metrics", Otel.Metrics("ping", Otel.Gauge("g", Otel.Point(1, 1))))).PartialSuccess);
    }

    [Fact]
    public async Task InJsonHaveNamesInLowerCamelCaseAndCountsAsText()
    {
        using var response = await PostAsync("/v1/traces", Http.Body("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"no ids"}]}]}]}"""));
        using var json = JsonDocument.Parse(await TextOf(response));
        var partial = json.RootElement.GetProperty("partialSuccess");

        Assert.Equal((HttpStatusCode.OK, "1"), (response.StatusCode, partial.GetProperty("rejectedSpans").GetString()));
        Assert.NotEmpty(partial.GetProperty("errorMessage").GetString()!);
    }

    [Theory]
    [InlineData(Http.Protobuf)]
    [InlineData(Http.Json)]
    public async Task OfEveryRefusalCarryAStatusInTheTypeOfTheRequest(string type)
    {
        var statuses = new List<int>();
        foreach (var request in Refused(type))
        {
            using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            statuses.Add((int)response.StatusCode);
            Assert.NotEmpty(await MessageOf(response, type));
        }

        _host.Services.GetRequiredService<OtlpAdmission>().Admit(1_000_000);
        using var busy = await PostAsync("/v1/traces", Http.Body(Encoding.UTF8.GetBytes("{}"), type));
        statuses.Add((int)busy.StatusCode);
        Assert.NotEmpty(await MessageOf(busy, type));

        Assert.Equal([400, 403, 404, 405, 413, 415, 503], statuses);
    }

    [Theory]
    [InlineData(Http.Protobuf)]
    [InlineData(Http.Json)]
    public async Task OfAFaultOfOursAre500WithAStatusThatCannotBeSentAgain(string type)
    {
        _host.Services.GetRequiredService<TelemetryIngestor>().Stored += (_, _) => throw new InvalidOperationException("broken on purpose");
        var body = type == Http.Json
            ? Encoding.UTF8.GetBytes("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001"}]}]}]}""")
            : Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)).ToByteArray();
        using var response = await PostAsync("/v1/traces", Http.Body(body, type));
        var message = await MessageOf(response, type);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("a fault of its own", message, StringComparison.Ordinal);
        Assert.DoesNotContain("broken on purpose", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfABodyInBrokenChunksAre400WithAStatus()
    {
        var (head, body) = await SendRawAsync(
            "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-protobuf\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-protobuf", head, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("The body cannot be read: ", Google.Rpc.Status.Parser.ParseFrom(body).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComeToSendersOfBothTypesOnOneConnection()
    {
        using var binary = await PostAsync("/v1/logs", Http.Body(Otel.Logs("ping", Otel.Log("binary"))));
        using var json = await PostAsync("/v1/logs", Http.Body("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"json"}}]}]}]}"""));

        Assert.Equal((HttpStatusCode.OK, Http.Protobuf), (binary.StatusCode, binary.Content.Headers.ContentType!.ToString()));
        Assert.Equal((HttpStatusCode.OK, Http.Json), (json.StatusCode, json.Content.Headers.ContentType!.ToString()));
    }

    private static IEnumerable<HttpRequestMessage> Refused(string type)
    {
        yield return Post("/v1/traces", Http.Body([(byte)'{', 0xFF], type));
        var foreign = Post("/v1/traces", Http.Body([], type));
        foreign.Headers.Host = "evil.example";
        yield return foreign;
        yield return Post("/v1/trace", Http.Body([], type));
        yield return new HttpRequestMessage(HttpMethod.Put, "/v1/traces") { Content = Http.Body([], type) };
        yield return Post("/v1/traces", Http.Body(new byte[MaxRequestBytes + 1], type));
        var packed = Http.Body([], type);
        packed.Headers.ContentEncoding.Add("br");
        yield return Post("/v1/traces", packed);
    }

    private static HttpRequestMessage Post(string path, HttpContent content) => new(HttpMethod.Post, path) { Content = content };

    private async Task<TResponse> SendAsync<TResponse>(string path, IMessage request)
        where TResponse : IMessage<TResponse>, new()
    {
        using var response = await PostAsync(path, Http.Body(request));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new MessageParser<TResponse>(() => new TResponse()).ParseFrom(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => _host.Http.PostAsync(path, content, TestContext.Current.CancellationToken);

    private static Task<string> TextOf(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<string> MessageOf(HttpResponseMessage response, string type)
    {
        if (type == Http.Protobuf)
            return (await Http.StatusOf(response)).Message;
        Assert.Equal(Http.Json, response.Content.Headers.ContentType!.ToString());
        using var json = JsonDocument.Parse(await TextOf(response));
        return json.RootElement.GetProperty("message").GetString()!;
    }

    private async Task<(string Head, byte[] Body)> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _host.Addresses.Http.Url.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, TestContext.Current.CancellationToken);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, "There was no answer.");
        return (Encoding.ASCII.GetString(bytes, 0, end), bytes[(end + 4)..]);
    }
}
