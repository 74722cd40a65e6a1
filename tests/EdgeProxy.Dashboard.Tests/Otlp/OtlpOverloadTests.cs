using System.Net;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp;

/// <summary>While other requests fill the memory that requests may take.</summary>
public sealed class OtlpOverloadTests : IAsyncLifetime
{
    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await OtlpHost.StartAsync(("Dashboard:Otlp:MaxBytesInFlight", "67108864"), ("Dashboard:Otlp:RetryAfterSeconds", "7"));
        _host.Services.GetRequiredService<OtlpAdmission>().Admit(67108864);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task HttpIs503WithTheTimeToWait()
    {
        var response = await _host.Http.PostAsync("/v1/traces", Http.Body(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1))), TestContext.Current.CancellationToken);
        var status = await Http.StatusOf(response);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
        Assert.Equal(7, status.Details.Single().Unpack<RetryInfo>().RetryDelay.Seconds);
    }

    [Fact]
    public async Task GrpcIsUnavailableWithTheTimeToWait()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1))));
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin")!);

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(7, status.Details.Single().Unpack<RetryInfo>().RetryDelay.Seconds);
    }

    [Fact]
    public async Task TheSameRequestSucceedsOnceThereIsRoom()
    {
        _host.Services.GetRequiredService<OtlpAdmission>().Release(67108864);

        await _host.ExportAsync<ExportTraceServiceResponse>(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1)));
        var response = await _host.Http.PostAsync("/v1/traces", Http.Body(Otel.Traces("ping", Otel.Span(1, 1, 0, 0, 1))), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
