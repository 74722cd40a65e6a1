using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp.Conformance;

/// <summary>OTLP, "OTLP/gRPC".</summary>
public sealed class AnswersOverGrpc : IAsyncLifetime
{
    private const string TraceExport = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private OtlpHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await OtlpHost.StartAsync();
        _client = new HttpClient { BaseAddress = _host.Addresses.Grpc.Url };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task ToCallsAtTheSameTimeComeForEachOfThem()
    {
        await Task.WhenAll(Enumerable.Range(1, 64).Select(trace => _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span((ulong)trace, 1, 0, 0, 1)))));

        Assert.Equal(64, _host.Services.GetRequiredService<ITraceQueries>().List(new TraceQuery()).Page.TotalCount);
    }

    [Fact]
    public async Task OfPartialSuccessCountRejectedDataPoints()
    {
        var response = await _host.ExportAsync<ExportMetricsServiceResponse>(Otel.Metrics("ping", Otel.Gauge("", Otel.Point(1, 1), Otel.Point(2, 1)), Otel.Gauge("g", Otel.Point(1, 1))));

        Assert.Equal((2, "2 rejected: a metric must have a name."), (response.PartialSuccess.RejectedDataPoints, response.PartialSuccess.ErrorMessage));
    }

    [Fact]
    public async Task ToAPackedMessageAreOk() =>
        Assert.Equal(StatusCode.OK, (await SendAsync(Gzip(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)).ToByteArray()), "gzip")).Status);

    [Fact]
    public async Task ToADamagedPackedMessageAreAnInvalidArgumentThatSaysWhy()
    {
        var packed = Gzip(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)).ToByteArray());
        packed[12] ^= 0xFF;
        packed[13] ^= 0xFF;
        var (status, message) = await SendAsync(packed, "gzip");

        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.Contains("not gzip", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToACompressionThatIsNotKnownAreUnimplemented() =>
        Assert.Equal(StatusCode.Unimplemented, (await SendAsync([1, 2, 3], "zstd")).Status);

    [Fact]
    public async Task OfAFaultOfOursAreInternalWhichNobodySendsAgain()
    {
        _host.Services.GetRequiredService<TelemetryIngestor>().Stored += (_, _) => throw new InvalidOperationException("broken on purpose");
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1))));

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.DoesNotContain("broken on purpose", error.Status.Detail, StringComparison.Ordinal);
    }

    /// <summary>Sends one message in gRPC's own frame: a byte that says "packed", four for the length.</summary>
    private async Task<(StatusCode Status, string Message)> SendAsync(byte[] packed, string encoding)
    {
        var frame = new byte[5 + packed.Length];
        frame[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), packed.Length);
        packed.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, TraceExport)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Http.Body(frame, "application/grpc"),
            Headers = { { "grpc-encoding", encoding }, { "te", "trailers" } },
        };
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return ((StatusCode)int.Parse(Find(response, "grpc-status"), CultureInfo.InvariantCulture), Uri.UnescapeDataString(Find(response, "grpc-message")));
    }

    /// <summary>From the trailers; from the headers where there is nothing but a status.</summary>
    private static string Find(HttpResponseMessage response, string name) =>
        new HttpHeaders[] { response.TrailingHeaders, response.Headers }.Where(headers => headers.Contains(name)).SelectMany(headers => headers.GetValues(name)).FirstOrDefault("");

    private static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return buffer.ToArray();
    }
}
