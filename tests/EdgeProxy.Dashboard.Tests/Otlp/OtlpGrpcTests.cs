using EdgeProxy.Dashboard.Telemetry.Traces;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp;

public sealed class OtlpGrpcTests : IAsyncLifetime
{
    private const string TraceService = "opentelemetry.proto.collector.trace.v1.TraceService";
    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };

    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await OtlpHost.StartAsync(("Dashboard:Otlp:MaxRequestBytes", "100000"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task EachSignalIsAcceptedWithPartialSuccessUnset()
    {
        Assert.Null((await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)))).PartialSuccess);
        Assert.Null((await _host.ExportAsync<ExportLogsServiceResponse>(Otel.Logs("ping", Otel.Log("hello")))).PartialSuccess);
        Assert.Null((await _host.ExportAsync<ExportMetricsServiceResponse>(Otel.Metrics("ping", Otel.Gauge("g", Otel.Point(1, 1))))).PartialSuccess);
        Assert.Equal(1, TraceCount);
    }

    [Fact]
    public async Task AnEmptyRequestSucceeds() =>
        Assert.Null((await _host.ExportAsync<ExportTraceServiceResponse>(new ExportTraceServiceRequest())).PartialSuccess);

    [Fact]
    public async Task WhatIsRejectedIsCountedWithItsReason()
    {
        var response = await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1), Otel.Span(0, 1, 0, 0, 1)));

        Assert.Equal((1, "1 rejected: trace_id must be 16 bytes that are not all zero."), (response.PartialSuccess.RejectedSpans, response.PartialSuccess.ErrorMessage));
    }

    [Fact]
    public async Task GzipIsRead()
    {
        await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)), Gzip);

        Assert.Equal(1, TraceCount);
    }

    [Fact]
    public async Task BytesThatAreNotTheMessageAreAnInvalidArgumentThatSaysWhy()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>(TraceService, [0x0A, 0x7F, 1, 2]));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("The protobuf message cannot be read: a length of 127 where 2 bytes are left (byte 2 of 4).", error.Status.Detail);
        Assert.Equal(error.Status.Detail, StatusOf(error).Details.Single().Unpack<BadRequest>().FieldViolations.Single().Description);
    }

    [Fact]
    public async Task TooLargeIsResourceExhaustedWithoutRetryInfo()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>(TraceService, new byte[100_001]));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Null(error.Trailers.GetValueBytes("grpc-status-details-bin"));
    }

    [Fact]
    public async Task TooLargeAfterDecompressionIsResourceExhaustedToo()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>(TraceService, new byte[5_000_000], Gzip));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains("after decompression", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceThatOtlpDoesNotHaveIsUnimplemented()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>("opentelemetry.proto.collector.profiles.v1.ProfilesService", []));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    private int TraceCount => _host.Services.GetRequiredService<ITraceQueries>().List(new TraceQuery()).Page.TotalCount;

    private static Google.Rpc.Status StatusOf(RpcException error) =>
        Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin")!);
}
