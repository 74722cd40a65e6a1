using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp;

public sealed class OtlpApiKeyTests : IAsyncLifetime
{
    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await OtlpHost.StartAsync(
        ("Dashboard:Otlp:AuthMode", "ApiKey"),
        ("Dashboard:Otlp:PrimaryApiKey", "first"),
        ("Dashboard:Otlp:SecondaryApiKey", "second"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("firs", HttpStatusCode.Unauthorized)]
    [InlineData("first", HttpStatusCode.OK)]
    [InlineData("second", HttpStatusCode.OK)]
    public async Task HttpAsksForTheKey(string? key, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = Http.Body([], Http.Protobuf) };
        if (key is not null)
            request.Headers.Add("x-otlp-api-key", key);
        var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
            Assert.Contains("x-otlp-api-key is missing or wrong", (await Http.StatusOf(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrpcAsksForTheKey()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => _host.ExportAsync<ExportTraceServiceResponse>(new ExportTraceServiceRequest()));

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Assert.Contains("x-otlp-api-key is missing or wrong", error.Status.Detail, StringComparison.Ordinal);
        Assert.NotNull(await _host.ExportAsync<ExportTraceServiceResponse>(new ExportTraceServiceRequest(), new Metadata { { "x-otlp-api-key", "second" } }));
    }

    [Fact]
    public async Task AKeyAloneIsEnoughToAskForIt()
    {
        await using var host = await OtlpHost.StartAsync(("Dashboard:Otlp:PrimaryApiKey", "first"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.PostAsync("/v1/traces", Http.Body([], Http.Protobuf), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task AModeThatNeedsAKeyDoesNotStartWithoutOne()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => OtlpHost.StartAsync(("Dashboard:Otlp:AuthMode", "ApiKey")));

        Assert.Contains("Dashboard:Otlp:PrimaryApiKey is not set", error.Message, StringComparison.Ordinal);
    }
}
